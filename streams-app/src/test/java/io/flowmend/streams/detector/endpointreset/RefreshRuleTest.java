/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

import static io.flowmend.streams.node.NodeBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.NodeFact;
import io.flowmend.streams.node.NodeFact.Refresh;
import io.flowmend.streams.node.NodeFact.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of the pod are written at 50 s. */
class RefreshRuleTest {

    static final EndpointResetConfig CONFIG = new EndpointResetConfig(
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMinutes(15));
    private static final Workload WEB = new Workload("default", "web-0");

    private final NodeBench bench = new NodeBench(new RefreshRule(CONFIG), NodeBeat.FELIX);

    @BeforeEach
    void aWindowsPodWithoutLabels() {
        bench.version("os", "windows").version("calico", "v3.30.7");
        bench.said(bench.pod(3));
    }

    @ParameterizedTest
    @CsvSource({"20, LABELS", "49.9, LABELS", "51.9, LABELS", "19.9, UNKNOWN", "52.1, UNKNOWN"})
    void aLabelIsTheCauseWithinTheWindow(double at, Why why) {
        // Given
        if (at < 50) {
            bench.said(labelled(at)).saw(rules(50, true));
        } else {
            bench.saw(rules(50, true)).said(labelled(at));
        }
        // When
        bench.until(60);
        // Then
        assertThat(bench.handedOn()).singleElement().satisfies(said -> {
            assertThat(said.word(Words.WHY)).contains(why.name());
            assertThat(said.word(Words.VERSION)).contains("v3.30.7");
        });
    }

    @Test
    void theLabelIsNamed() {
        // Given
        bench.said(labelled(49)).saw(rules(50, true));
        // When
        bench.until(60);
        // Then
        assertThat(bench.handedOn().getFirst().word(Words.WHAT)).contains("team");
    }

    @ParameterizedTest
    @CsvSource({
        "POLICY, POLICY",
        "PROFILE, PROFILE",
        "IP_SET, IP_SET",
        "HOST_ADDRESSES, HOST_ADDRESSES",
        "AGENT_START, AGENT_START"
    })
    void anotherCauseComesBeforeTheLabel(Refresh.Why seen, Why why) {
        // Given
        bench.said(labelled(49)).saw(new Refresh(seen, "x", bench.ref(49.5))).saw(rules(50, true));
        // When
        bench.until(60);
        // Then
        assertThat(bench.handedOn().getFirst().word(Words.WHY)).contains(why.name());
    }

    @Test
    void anOldPolicyIsNoCause() {
        // Given
        bench.saw(new Refresh(Refresh.Why.POLICY, "x", bench.ref(10)))
                .said(labelled(49))
                .saw(rules(50, true));
        // When
        bench.until(60);
        // Then
        assertThat(bench.handedOn().getFirst().word(Words.WHY)).contains("LABELS");
    }

    @Test
    void afterAGapTheAbsenceOfAPolicyIsNotProven() {
        // Given
        bench.gap(30, 31).said(labelled(49)).saw(rules(50, true));
        // When
        bench.until(60);
        // Then
        assertThat(bench.handedOn().getFirst().word(Words.WHY)).contains("UNKNOWN");
    }

    @Test
    void rulesThatTheFixedVersionDoesNotWriteAreNone() {
        // Given
        bench.said(labelled(49)).saw(rules(50, false));
        // When
        bench.until(60);
        // Then
        assertThat(bench.handedOn()).isEmpty();
    }

    @Test
    void aPodThatEndsIsNone() {
        // Given
        bench.said(labelled(49)).saw(rules(50, true)).said(with(labelled(51), pod -> pod.deleting()));
        // When
        bench.until(60);
        // Then
        assertThat(bench.handedOn()).isEmpty();
    }

    @Test
    void aLinuxNodeIsNone() {
        // Given
        var linux = new NodeBench(new RefreshRule(CONFIG), NodeBeat.FELIX).version("os", "linux");
        linux.said(linux.pod(3)).saw(rules(50, true));
        // When
        linux.until(60);
        // Then
        assertThat(linux.handedOn()).isEmpty();
    }

    @Test
    void aSilentNodeIsNone() {
        // Given
        bench.said(labelled(49)).saw(rules(50, true)).silent(51);
        // When
        bench.until(60);
        // Then
        assertThat(bench.handedOn()).isEmpty();
    }

    @Test
    void aResetThatThisNodeReceivedIsHandedOnAfterItsCause() {
        // Given
        bench.saw(reset(50, false, "TCP_ESTABLISHED"));
        // When
        bench.until(53.05);
        assertThat(bench.handedOn()).isEmpty();
        bench.until(53.2);
        // Then
        assertThat(bench.handedOn()).hasSize(1);
    }

    @Test
    void aResetThatThisNodeSentIsNone() {
        // When
        bench.saw(reset(50, true, "TCP_ESTABLISHED")).until(60);
        // Then
        assertThat(bench.handedOn()).isEmpty();
    }

    @Test
    void aRefusedConnectionIsNone() {
        // When
        bench.saw(reset(50, false, "TCP_SYN_SENT")).until(60);
        // Then
        assertThat(bench.handedOn()).isEmpty();
    }

    private io.flowmend.streams.node.PodSeen labelled(double at) {
        return with(bench.pod(at), pod -> pod.labels(Map.of("team", "blue")));
    }

    private NodeFact rules(double at, boolean written) {
        return new NodeFact.Rules(WEB, written, Optional.of("id-1"), List.of("10.0.0.7"), bench.ref(at));
    }

    private NodeFact reset(double at, boolean sent, String state) {
        return new NodeFact.Reset(
                sent,
                new Tuple("192.0.2.5", "10.0.0.7", 40000, 80),
                Optional.empty(),
                Optional.of(state),
                OptionalLong.empty(),
                bench.ref(at));
    }
}
