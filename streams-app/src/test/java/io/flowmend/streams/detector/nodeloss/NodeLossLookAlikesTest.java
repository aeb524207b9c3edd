/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import static io.flowmend.streams.detector.nodeloss.NodeLossBench.A;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.B;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.CLIENT;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.at;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.service.DirectReturn;
import io.flowmend.streams.service.ReadyBackend;
import io.flowmend.streams.service.ServiceAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every look-alike of the field guide, section 5B.3. Times are seconds; node a dies at 100. */
class NodeLossLookAlikesTest {

    private final NodeLossBench bench = new NodeLossBench();

    @Test
    void notItWithoutTheLossOfANode() {
        bench.word = Optional.of(new NodeWord(true, at(0), record("nodes", 0)));
        bench.silent = Optional.empty();
        bench.reset(110, bench.onA());
        bench.due(170);
        assertThat(bench.findings).isEmpty();
        assertThat(bench.batch).isEmpty();
    }

    @Test
    void notItIfTheConnectionWasIdleForLongerThanItsTimeout() {
        assertThat(bench.reset(110 + 15 * 60, bench.onA())).isFalse();
        assertThat(bench.reset(95 + 15 * 60, bench.onA())).isFalse();
        assertThat(bench.reset(94.999 + 15 * 60, bench.onA())).isTrue();
    }

    @Test
    void notItIfItsLifeHadEndedBeforeTheLoss() {
        bench.reset(110, Rows.EMPTY.with(A, bench.row(CLIENT, 95, true, false, 4)));
        bench.due(170);
        assertThat(bench.findings).isEmpty();
    }

    @Test
    void notItIfItsLifeMayHaveEndedBeforeTheLoss() {
        bench.word = Optional.empty();
        bench.reset(110, Rows.EMPTY.with(A, bench.row(CLIENT, 95, true, false, 14)));
        bench.due(170);
        assertThat(bench.findings).isEmpty();
        // When: it lived up to the reset
        bench.reset(110, Rows.EMPTY.with(A, bench.row(CLIENT, 95, true, false, 15)));
        bench.due(170);
        // Then
        assertThat(bench.findings).hasSize(1);
    }

    @Test
    void notItOnTheSameNode() {
        assertThat(bench.reset(110, CLIENT, A, bench.onA())).isFalse();
    }

    @Test
    void notItForAStrayAckOrAScan() {
        assertThat(bench.reset(110, Rows.EMPTY)).isFalse();
    }

    @Test
    void notItIfTheResettingNodeSawTheConnection() {
        assertThat(bench.reset(110, bench.onA().with(B, bench.row(CLIENT, 105))))
                .isFalse();
        assertThat(bench.reset(110, bench.onA().with(B, bench.row(CLIENT, 105, true, true, 0))))
                .isFalse();
    }

    @Test
    void notItIfTheConnectionWasClosingOrGone() {
        assertThat(bench.reset(110, Rows.EMPTY.with(A, bench.row(CLIENT, 95, false, false, 120))))
                .isFalse();
        assertThat(bench.reset(110, Rows.EMPTY.with(A, bench.row(CLIENT, 95, true, true, 0))))
                .isFalse();
    }

    @Test
    void notItIfThePodItselfMayHaveReset() {
        bench.backends = List.of(new ReadyBackend("10.244.3.5", Optional.of("b")));
        assertThat(bench.reset(110, bench.onA())).isFalse();
    }

    @Test
    void notItIfThePodWasOnTheLostNode() {
        bench.backends = List.of(new ReadyBackend("10.244.3.5", Optional.of("a")));
        assertThat(bench.reset(110, bench.onA())).isFalse();
    }

    @Test
    void notItIfTheBackendIsNotReadyAnyMore() {
        bench.backends = List.of(new ReadyBackend("10.244.3.6", Optional.of("q")));
        assertThat(bench.reset(110, bench.onA())).isFalse();
    }

    @Test
    void notItWithoutMaglevOrWithoutATunnel() {
        bench.direct = Optional.of(new DirectReturn("tunnel", "rr", "", false));
        assertThat(bench.reset(110, bench.onA())).isFalse();
        bench.direct = Optional.of(new DirectReturn("", "mh", "", false));
        assertThat(bench.reset(110, bench.onA())).isFalse();
        bench.direct = Optional.empty();
        assertThat(bench.reset(110, bench.onA())).isFalse();
    }

    @Test
    void notItForLocalTraffic() {
        bench.direct = Optional.of(new DirectReturn("tunnel", "mh", "", true));
        assertThat(bench.reset(110, bench.onA())).isFalse();
        bench.direct = Optional.of(new DirectReturn("tunnel", "mh", "", false));
        bench.localOnly = true;
        assertThat(bench.reset(110, bench.onA())).isFalse();
    }

    @Test
    void notItForUdp() {
        bench.address = new ServiceAddress("203.0.113.7", 443, ServiceAddress.UDP);
        assertThat(bench.reset(110, bench.onA())).isFalse();
    }

    @Test
    void notItIfTheResettingNodeWasNotKnown() {
        bench.knownB = false;
        bench.reset(110, bench.onA());
        bench.due(170);
        assertThat(bench.findings).isEmpty();
    }

    @Test
    void notItIfTheLostNodeMayHaveMissedTheEndOfTheConnection() {
        bench.lostKnownFrom = 96;
        bench.reset(110, bench.onA());
        bench.due(170);
        assertThat(bench.findings).isEmpty();
        // When: told again after what was missed
        bench.reset(110, Rows.EMPTY.with(A, bench.row(CLIENT, 97)));
        bench.due(170);
        // Then
        assertThat(bench.findings).hasSize(1);
    }
}
