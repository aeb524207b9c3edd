/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private static RecordRef record(int second) {
        return new RecordRef("slices", 0, second, "EndpointSlice s @" + second, T0.plusSeconds(second));
    }

    private static Backend backend(Optional<Integer> port, boolean ready, boolean serving, boolean terminating) {
        return new Backend(
                "10.0.0.6",
                "default/dns",
                "slice",
                port,
                17,
                Optional.of("uid"),
                ready,
                serving,
                terminating,
                T0,
                record(1),
                Optional.empty());
    }

    private static Backend ready() {
        return backend(Optional.of(53), true, true, false);
    }

    @Test
    void itServesItsOwnPortAndProtocolOnly() {
        assertThat(ready().serves(17, 53)).isTrue();
        assertThat(ready().serves(17, 54)).isFalse();
        assertThat(ready().serves(6, 53)).isFalse();
    }

    @Test
    void aPortThatItsSliceLeavesOpenIsAnyPort() {
        var open = backend(Optional.empty(), true, true, false);
        assertThat(open.serves(17, 1)).isTrue();
        assertThat(open.serves(6, 1)).isFalse();
    }

    @Test
    void itsOriginTellsItFromOtherBackendsOfTheAddress() {
        assertThat(ready().origin()).isEqualTo("Backend/slice/default/dns/53/17/uid");
        assertThat(backend(Optional.empty(), true, true, false).origin())
                .isEqualTo("Backend/slice/default/dns//17/uid");
    }

    @Test
    void eachConditionIsSaidAnew() {
        assertThat(ready().saysTheSameAs(ready().since(T0.plusSeconds(9)))).isTrue();
        assertThat(ready().saysTheSameAs(backend(Optional.of(53), false, true, false)))
                .isFalse();
        assertThat(ready().saysTheSameAs(backend(Optional.of(53), true, false, false)))
                .isFalse();
        assertThat(ready().saysTheSameAs(backend(Optional.of(53), true, true, true)))
                .isFalse();
        assertThat(ready().saysTheSameAs(backend(Optional.of(54), true, true, false)))
                .isFalse();
        assertThat(ready().saysTheSameAs(ready().removedBy(record(5)))).isFalse();
    }

    @Test
    void aRemovedBackendCitesTheRecordThatNoLongerHadItAndKeepsSinceWhen() {
        assertThat(ready().cause()).isEqualTo(record(1));
        var removed = ready().since(T0.minusSeconds(9)).removedBy(record(5));
        assertThat(removed.cause()).isEqualTo(record(5));
        assertThat(removed.removed()).contains(new Backend.Removed(T0.plusSeconds(5), record(5)));
        assertThat(removed.since()).isEqualTo(T0.minusSeconds(9));
    }
}
