/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.producer.kubernetes.change.Facts;
import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.producer.kubernetes.read.SliceReader;
import io.flowmend.producer.kubernetes.support.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HurryingOutletTest {

    private static boolean isEnd(Facts facts, List<String> changed, boolean deleted) {
        return HurryingOutlet.isEnd(new Publication.State(facts, "1", Instant.EPOCH, changed, deleted, false));
    }

    @Test
    void anEndpointThatIsNotReadyAnyMoreIsAnEndAndAReadyOneIsNot() {
        assertThat(isEnd(SliceReader.read(Samples.slice("snmp", false)), List.of("endpoints"), false))
                .isTrue();
        assertThat(isEnd(SliceReader.read(Samples.slice("snmp", true)), List.of("endpoints"), false))
                .isFalse();
        assertThat(isEnd(SliceReader.read(Samples.slice("snmp", false)), List.of("labels"), false))
                .isFalse();
        assertThat(isEnd(SliceReader.read(Samples.slice("snmp", true)), List.of(), true))
                .isTrue();
    }
}
