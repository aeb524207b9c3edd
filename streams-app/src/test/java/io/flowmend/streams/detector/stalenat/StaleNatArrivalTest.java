/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.detector.stalenat.Sighting.Kind;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is commanded before it is put in order, and what is said when a fault turns out to be none. */
class StaleNatArrivalTest {

    private final RuleBench bench = new RuleBench();

    /** Broken since second 3: the service is ready then, and the entry older. */
    private void broken(NodeProxy.Kind proxy) {
        bench.proxy(new NodeProxy(proxy, Optional.empty()));
        bench.sees(0, Kind.CREATED);
        bench.sees(2, Kind.REFRESHED);
        bench.ready(3);
        bench.sees(3.5, Kind.REFRESHED);
        bench.findings().clear();
    }

    @Test
    void aYoungFaultThatNobodyElseHealsIsMendedOnArrivalOnce() {
        broken(NodeProxy.Kind.NONE);
        bench.arrived(4);
        bench.arrived(4.5);
        assertThat(bench.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.eager()).isTrue();
            assertThat(finding.remedy()).isPresent();
        });
    }

    @Test
    void aFaultThatAProxyHealsIsNotMendedOnArrival() {
        broken(NodeProxy.Kind.KUBE_PROXY);
        bench.arrived(4);
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aFaultIsYoungForFiveSeconds() {
        broken(NodeProxy.Kind.NONE);
        bench.arrived(8.000001);
        assertThat(bench.findings()).isEmpty();
        bench.arrived(8);
        assertThat(bench.findings()).hasSize(1);
    }

    @Test
    void whatIsNoFaultIsNotMendedOnArrival() {
        broken(NodeProxy.Kind.NONE);
        bench.gone(3.6);
        bench.findings().clear();
        bench.arrived(4);
        assertThat(bench.findings()).isEmpty();
    }

    @Test
    void aWithdrawalSaysWhyItIsNoFault() {
        reported();
        bench.gone(5);
        assertThat(reason()).isEqualTo("the service has no ready backend that this node should translate to");
    }

    @Test
    void anAnswerIsTheReasonIfThereIsOne() {
        reported();
        bench.sees(5, Kind.REFRESHED, 0, true, true, false);
        assertThat(reason()).isEqualTo("answers come back");
    }

    @Test
    void aListenerOfTheNodeItselfIsTheReasonIfThereIsOne() {
        reported();
        bench.sees(5, Kind.REFRESHED, 0, true, false, true);
        assertThat(reason()).isEqualTo("a process of the node itself listens on the address");
    }

    @Test
    void aTranslationInAnotherZoneIsTheReasonIfThereIsOne() {
        reported();
        bench.sees(5, Kind.PRESENT, 9, false, false, false);
        assertThat(reason()).isEqualTo("another conntrack zone translates the flow");
    }

    @Test
    void aFindingCitesTheEntryItsUseTheServiceTheBackendAndTheNodesWord() {
        reported();
        assertThat(bench.findings().getFirst().evidence())
                .extracting(line -> line.says().substring(0, 11))
                .containsExactly("the entry's", "the sender ", "service def", "a backend i", "the node mi");
    }

    private void reported() {
        bench.sees(0, Kind.CREATED);
        bench.sees(2, Kind.REFRESHED);
        bench.ready(3, Optional.empty(), false, Set.of());
        bench.turn(4);
        assertThat(bench.findings()).isNotEmpty();
    }

    private String reason() {
        Finding last = bench.findings().getLast();
        return last.last().reason();
    }
}
