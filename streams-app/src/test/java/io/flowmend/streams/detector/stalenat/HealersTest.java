/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import static io.flowmend.streams.detector.stalenat.RuleBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.NodeProxy.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a finding gets its remedy, both sides of each deadline. The service is ready, and the flow broken, at 3 s. */
class HealersTest {

    private final RuleBench bench = new RuleBench();

    private void broken(NodeProxy proxy) {
        bench.proxy(proxy);
        bench.sees(0, Sighting.Kind.CREATED);
        bench.sees(2, Sighting.Kind.REFRESHED);
        bench.ready(3);
        bench.turn(3.1);
    }

    private boolean acts() {
        return bench.findings().getLast().remedy().isPresent();
    }

    @Test
    void aNodeWithoutAProxyIsActedOnAtOnce() {
        broken(new NodeProxy(Kind.NONE, Optional.empty()));
        assertThat(bench.findings()).hasSize(1);
        assertThat(acts()).isTrue();
        var target =
                bench.findings().getFirst().remedy().orElseThrow().entries().getFirst();
        assertThat(target.conntrackId()).isEqualTo(7);
        assertThat(target.reply().source()).isEqualTo("203.0.113.7");
        assertThat(target.seenAt()).isEqualTo(at(2));
    }

    @Test
    void aProxyThatSyncedIsGivenThreeSeconds() {
        broken(new NodeProxy(Kind.KUBE_PROXY, Optional.of(at(3))));
        bench.turn(5.999999);
        assertThat(acts()).isFalse();
        bench.turn(6);
        assertThat(acts()).isTrue();
        assertThat(bench.findings().getLast().transitions())
                .extracting(step -> step.state())
                .containsExactly(FindingState.OPEN, FindingState.OPEN);
    }

    @Test
    void aProxyThatSyncedBeforeTheServiceWasReadyIsStalledAfterTenSeconds() {
        broken(new NodeProxy(Kind.KUBE_PROXY, Optional.of(at(2.999999))));
        bench.turn(12.999999);
        assertThat(acts()).isFalse();
        bench.turn(13);
        assertThat(acts()).isTrue();
    }

    @Test
    void aNodeThatDoesNotTellIsWaitedForTenSeconds() {
        broken(NodeProxy.UNKNOWN);
        bench.turn(12.999999);
        assertThat(acts()).isFalse();
        bench.turn(13);
        assertThat(acts()).isTrue();
    }

    @Test
    void nothingIsActedOnOverAnUnknownTime() {
        broken(NodeProxy.UNKNOWN);
        bench.known(false);
        bench.turn(14);
        assertThat(acts()).isFalse();
        bench.known(true);
        bench.turn(15);
        assertThat(acts()).isTrue();
    }

    @Test
    void itIsToldOnceThatItIsTimeToAct() {
        broken(NodeProxy.UNKNOWN);
        bench.turn(13);
        bench.turn(14);
        bench.turn(15);
        assertThat(bench.findings()).extracting(Finding::id).hasSize(2);
    }
}
