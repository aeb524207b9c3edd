/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import static io.flowmend.streams.detector.ipconflict.AddressBench.CONFIG;
import static io.flowmend.streams.detector.ipconflict.AddressBench.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.ipconflict.RemoteEndpoints.Remote;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteEndpointsTest {

    private static final RemoteEndpoints TWO =
            RemoteEndpoints.NONE.with("a", ref(1)).with("b", ref(2));

    @Test
    void oneThatIsToldAgainKeepsItsFirstRecord() {
        assertThat(TWO.with("b", ref(9)).all())
                .containsExactly(new Remote("a", ref(1), ref(1)), new Remote("b", ref(2), ref(9)));
    }

    @Test
    void nothingIsLeftOnlyWithoutEndpointsAndWithoutAFinding() {
        // Given
        var bench = new AddressBench().pod("a", "node-a", 3).pod("b", "node-b", 10);
        var open = new TwoOwnersRule(CONFIG)
                .judge(bench.moment(15.1), Optional.empty())
                .open();
        // Then
        assertThat(open).isPresent();
        assertThat(RemoteEndpoints.NONE.isEmpty()).isTrue();
        assertThat(TWO.isEmpty()).isFalse();
        assertThat(RemoteEndpoints.NONE.open(open).isEmpty()).isFalse();
    }
}
