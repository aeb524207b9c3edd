/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import static io.flowmend.streams.detector.nodeloss.NodeLossBench.A;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.B;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.CLIENT;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.at;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.service.DirectReturn;
import io.flowmend.streams.service.ReadyBackend;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person is told who asks why a reset is not found. Times are seconds; node a dies at 100. */
class NodeLossAcquittalTest {

    private final NodeLossBench bench = new NodeLossBench();

    private String ofReset(Rows rows) {
        bench.reset(110, rows);
        return bench.acquitted;
    }

    private String ofBatch(double reset) {
        bench.reset(reset, bench.onA());
        bench.due(reset + 60);
        return bench.acquitted;
    }

    @Test
    void whatTheNodeHadItself() {
        assertThat(ofReset(bench.onA().with(B, bench.row(CLIENT, 105))))
                .isEqualTo("the node has, or had, the connection itself");
    }

    @Test
    void whatNobodyTold() {
        assertThat(ofReset(Rows.EMPTY)).isEqualTo("no node told of such a connection in the last 900 s");
    }

    @Test
    void whatHadEnded() {
        assertThat(ofReset(Rows.EMPTY.with(A, bench.row(CLIENT, 95, true, true, 0))))
                .isEqualTo("the connection had ended on a");
    }

    @Test
    void whatWasNotEstablished() {
        assertThat(ofReset(Rows.EMPTY.with(A, bench.row(CLIENT, 95, false, false, 120))))
                .isEqualTo("the connection was not established on a");
    }

    @Test
    void whatIsForwardedOtherwise() {
        var masqueraded =
                new Heard.Connection(CLIENT, Form.IPVS, "10.244.3.5", true, false, false, at(985), record("flows", 95));
        assertThat(ofReset(Rows.EMPTY.with(A, masqueraded)))
                .isEqualTo("IPVS of a forwards otherwise than by mh and Tunnel");
    }

    @Test
    void whatWasToldAtTheSameInstant() {
        assertThat(ofReset(Rows.EMPTY.with(A, bench.row(CLIENT, 110))))
                .isEqualTo("a did not tell of the connection before the reset");
    }

    @Test
    void localTraffic() {
        bench.localOnly = true;
        assertThat(ofReset(bench.onA()))
                .isEqualTo("service default/web sends to local backends only: its connections end with their node");
        bench.localOnly = false;
        bench.direct = Optional.of(new DirectReturn("tunnel", "mh", "", true));
        assertThat(ofReset(bench.onA())).startsWith("service default/web sends to local backends only");
    }

    @Test
    void anotherNodeMayChooseAnotherBackend() {
        bench.direct = Optional.of(new DirectReturn("tunnel", "rr", "", false));
        assertThat(ofReset(bench.onA()))
                .isEqualTo("service default/web is not by tunnel and mh: the next node may choose another backend");
        bench.direct = Optional.empty();
        bench.exemption = Optional.empty();
        var entry = new Heard.Connection(
                CLIENT, Form.NETFILTER, "10.244.3.5", true, true, false, at(1000), record("flows", 95));
        assertThat(ofReset(Rows.EMPTY.with(A, entry)))
                .isEqualTo("service default/web has several backends, or is not translated here: the next node may"
                        + " choose another");
    }

    @Test
    void whereTheBackendIs() {
        bench.backends = List.of(new ReadyBackend("10.244.3.6", Optional.of("q")));
        assertThat(ofReset(bench.onA())).isEqualTo("service default/web has no ready backend 10.244.3.5");
        bench.backends = List.of(new ReadyBackend("10.244.3.5", Optional.of("b")));
        assertThat(ofReset(bench.onA()))
                .isEqualTo("the backend is on the node itself: whose reset it was cannot be told");
        bench.backends = List.of(new ReadyBackend("10.244.3.5", Optional.of("a")));
        assertThat(ofReset(bench.onA())).isEqualTo("the backend was on a and is lost with it");
        bench.backends = List.of(new ReadyBackend("10.244.3.5", Optional.empty()));
        assertThat(ofReset(bench.onA())).isEqualTo("where the backend 10.244.3.5 runs is not known");
    }

    @Test
    void aNodeThatLives() {
        bench.word = Optional.of(new NodeWord(true, at(0), record("nodes", 0)));
        bench.silent = Optional.empty();
        assertThat(ofBatch(110)).isEqualTo("a is not lost");
    }

    @Test
    void aNodeOfWhichItIsNotKnownYet() {
        bench.word = Optional.empty();
        bench.silent = Optional.of(at(110.2));
        bench.reset(110.15, bench.onA());
        bench.due(170.099);
        assertThat(bench.acquitted).isEqualTo("whether a is lost is not known yet");
    }

    @Test
    void outsideOfTheWindow() {
        assertThat(ofBatch(99.8)).isEqualTo("it was reset before a was lost");
        assertThat(ofBatch(310.1)).isEqualTo("it was reset later than hold time and RTO after the loss of a");
    }

    @Test
    void whatMayHaveEndedBefore() {
        bench.reset(110, Rows.EMPTY.with(A, bench.row(CLIENT, 95, true, false, 4)));
        bench.due(170);
        assertThat(bench.acquitted).isEqualTo("the connection may have ended before a was lost");
    }

    @Test
    void aNodeThatWasNotKnown() {
        bench.knownB = false;
        assertThat(ofBatch(110)).isEqualTo("b or the API is not known from the loss up to the reset");
    }

    @Test
    void whatIsFoundIsHarmlessNoLonger() {
        assertThat(ofBatch(110)).isEqualTo(Harmless.NO_LONGER);
    }
}
