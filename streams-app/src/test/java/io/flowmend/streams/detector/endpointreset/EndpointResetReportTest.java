/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

import static io.flowmend.streams.node.NodeBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.StoredCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a person reads of resets, for each cause. Rules of web-0 are written at 50 s, of web-1 at 51 s. */
class EndpointResetReportTest {

    private static final StoredCase WEB_0 = written("web-0", "10.0.0.7", 50);
    private static final StoredCase WEB_1 = written("web-1", "10.0.0.8", 51);

    private static StoredCase written(String name, String address, double when) {
        var pod = new PodSeen(
                "default",
                name,
                "uid-" + name,
                "Running",
                false,
                Optional.of("windows"),
                at(1),
                false,
                Optional.empty(),
                List.of(address, "fd00::" + address.substring(7)),
                true,
                Map.of(),
                ref("Pod " + name, 3));
        return StoredCase.EMPTY
                .pod(pod)
                .word(Words.NODE, "win-a")
                .word(Words.CLUSTER, "test")
                .word(Words.VERSION, "v3.30.7")
                .mark(Words.RULES, ref("win-a felix " + name, when))
                .mark(Words.CAUSE, ref("cause", 49))
                .mark(Words.BEAT, ref("win-a heartbeat", 52));
    }

    private static StoredCase because(StoredCase written, Why why, String what) {
        return written.word(Words.WHY, why.name()).word(Words.WHAT, what);
    }

    private static StoredCase hit(String node, int number) {
        return StoredCase.EMPTY
                .mark(Words.RESET, ref(node + " tcp #" + number, 52 + number))
                .word(Words.PEER, "192.0.2.5:" + number)
                .word(Words.FROM, "10.0.0.7");
    }

    private static RecordRef ref(String origin, double when) {
        return new RecordRef("flowmend.node.endpoints", 0, 1, origin, at(when));
    }

    private static Finding finding(Why why, StoredCase... hits) {
        return EndpointResetReport.finding(
                List.of(because(WEB_1, why, "x"), because(WEB_0, why, "x")), List.of(hits), at(60), 2);
    }

    private static List<String> lines(Finding finding) {
        return finding.evidence().stream().map(Evidence::says).toList();
    }

    @Test
    void aPodIsNamedWithItsCauseAndAllWhoSufferedAreCounted() {
        var finding = EndpointResetReport.finding(
                List.of(because(WEB_0, Why.LABELS, "team")),
                List.of(hit("node-c", 3), hit("node-b", 1), hit("node-b", 2)),
                at(60),
                50);
        assertThat(finding.summary())
                .isEqualTo("Connections of pod default/web-0 on Windows node win-a were reset when their rules were"
                        + " written again: only the pod's labels changed.");
        assertThat(finding.subject().podUid()).contains("uid-web-0");
        assertThat(finding.subject().address()).isEqualTo("10.0.0.7,fd00::7");
        assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.blast().flows()).isEqualTo(3);
        assertThat(finding.blast().nodes()).as("its own and two of peers").isEqualTo(3);
        assertThat(finding.brokenAt()).as("the first reset").isEqualTo(at(53));
        assertThat(finding.last().reason()).isEqualTo("3 connections reset after rules were written");
        assertThat(lines(finding))
                .containsExactly(
                        "only the pod's labels changed: team",
                        "rules of default/web-0 (10.0.0.7, fd00::7) were written to HNS",
                        "the node missed nothing: no policy, profile, IP set or host address changed, and the agent did"
                                + " not start",
                        "192.0.2.5:3 received a reset from 10.0.0.7",
                        "192.0.2.5:1 received a reset from 10.0.0.7",
                        "192.0.2.5:2 received a reset from 10.0.0.7");
    }

    @Test
    void aWholeNodeIsNamedByItsCause() {
        var finding = finding(Why.AGENT_START, hit("node-b", 1));
        assertThat(finding.summary())
                .isEqualTo("Connections of 2 pods on Windows node win-a were reset when their rules were written again:"
                        + " the agent started, which writes all rules of the node.");
        assertThat(finding.subject().podUid()).isEmpty();
        assertThat(finding.subject().address()).isEqualTo("agent-start");
        assertThat(finding.epoch()).as("the first rules").isEqualTo("win-a felix web-0");
        assertThat(lines(finding))
                .as("one cause is one line")
                .hasSize(1 + 2 + 1)
                .noneMatch(line -> line.startsWith("the node missed nothing"));
    }

    @Test
    void whatNothingExplainsIsLikely() {
        var unknown = because(WEB_0, Why.UNKNOWN, "");
        var finding = EndpointResetReport.finding(List.of(unknown), List.of(hit("node-b", 1)), at(60), 2);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(lines(finding)).startsWith("nothing that was seen explains it");
    }

    @Test
    void asManyResetsAreListedAsAllowedAndAllAreCounted() {
        var hits = IntStream.range(0, 5).mapToObj(number -> hit("node-b", number));
        var finding = finding(Why.POLICY, hits.toArray(StoredCase[]::new));
        assertThat(finding.blast().flows()).isEqualTo(5);
        assertThat(lines(finding))
                .filteredOn(line -> line.contains("received a reset"))
                .hasSize(2);
    }

    @Test
    void theAdviceFitsTheCauseAndTheVersion() {
        assertThat(finding(Why.LABELS, hit("node-b", 1)).advice())
                .startsWith("Calico v3.30.7 has projectcalico/calico #10199")
                .contains("hold whoever writes labels", "Do not restart calico-node");
        assertThat(finding(Why.POLICY, hit("node-b", 1)).advice())
                .contains("Change policies for Windows pods while their clients can reconnect.")
                .doesNotContain("labels on Windows pods");
        assertThat(finding(Why.AGENT_START, hit("node-b", 1)).advice())
                .doesNotContain("Change policies", "labels on Windows pods");
        var unread = because(WEB_0.word(Words.VERSION, "?"), Why.LABELS, "team");
        assertThat(EndpointResetReport.finding(List.of(unread), List.of(hit("node-b", 1)), at(60), 2)
                        .advice())
                .startsWith("Which Calico runs is not known; before 3.31.0 it writes the same rules again:");
    }
}
