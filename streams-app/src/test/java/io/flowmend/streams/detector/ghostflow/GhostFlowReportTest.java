/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import static io.flowmend.streams.detector.ghostflow.GhostBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import io.flowmend.streams.ownership.Release;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person reads of a ghost flow, for each of its forms. */
class GhostFlowReportTest {

    private final GhostBench bench = new GhostBench();

    private void ghosts(int flows) {
        for (var port = 1; port <= flows; port++) {
            bench.sees(10.1, Kind.PRESENT, port);
            bench.sees(11, Kind.REFRESHED, port);
        }
    }

    private Finding last() {
        return bench.findings().getLast();
    }

    private List<String> lines() {
        return last().evidence().stream().map(Evidence::says).toList();
    }

    @Test
    void packetsThatNobodyReceivesAreLost() {
        bench.endedAt(10);
        ghosts(1);
        bench.turn(12);
        assertThat(last().causeClass()).isEqualTo("udp-entry/blackhole");
        assertThat(last().summary())
                .isEqualTo("1 flow on node node-a (udp-entry) still goes to 10.244.1.5, which pod default/traps-0, a"
                        + " backend of service default/traps, lost at 2026-01-01T00:00:10Z: it was deleted. Nobody has"
                        + " the address, and their packets are lost.");
        assertThat(last().last().reason()).isEqualTo("nobody owns the address that the flows go to");
        assertThat(last().advice()).startsWith("Delete exactly these entries").endsWith("another backend is ready.");
        assertThat(last().severity()).isEqualTo(Severity.WARNING);
        assertThat(last().confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(last().brokenAt()).as("made after the end").isEqualTo(at(10.1));
        assertThat(lines())
                .containsExactly(
                        "pod default/traps-0 (1) no longer owns 10.244.1.5: it was deleted",
                        "service default/traps had the pod as a backend and still lists it",
                        "entry 10.1.0.2:1 -> 203.0.113.7:162 in zone 0 leads to 10.244.1.5, unanswered",
                        "the sender still sends: the entry's end of life moved later between two reads",
                        "the node missed nothing up to 2026-01-01T00:00:12Z: no answer and no end of a flow");
    }

    @Test
    void aStrangerWhoReceivesThemIsNamed() {
        bench.owns(1, "traps-0", "1");
        bench.backs(1, "default/traps", "1");
        bench.sees(8, Kind.PRESENT, 1);
        bench.sees(8, Kind.PRESENT, 2);
        bench.ends(10, "1", Release.FINISHED);
        bench.backsNoMore(10.5, "default/traps", "1");
        bench.owns(10.6, "other-0", "2");
        bench.sees(11, Kind.REFRESHED, 1);
        bench.sees(11, Kind.REFRESHED, 2);
        bench.turn(12);
        assertThat(last().causeClass()).isEqualTo("udp-entry/misdelivery");
        assertThat(last().summary())
                .startsWith("2 flows on node node-a (udp-entry) still go to 10.244.1.5")
                .endsWith("it has finished. Pod default/other-0 has the address since 2026-01-01T00:00:10.600Z and"
                        + " receives their packets.");
        assertThat(last().last().reason()).isEqualTo("a stranger owns the address that the flows go to");
        assertThat(last().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(last().brokenAt()).as("made before the end").isEqualTo(at(10));
        assertThat(lines())
                .contains(
                        "service default/traps had the pod as a backend until 2026-01-01T00:00:10.500Z",
                        "pod default/other-0 (2) owns 10.244.1.5 since 2026-01-01T00:00:10.600Z, and is no backend of"
                                + " the service");
    }

    @Test
    void aStrangerWhoComesLaterIsOneLineMore() {
        bench.endedAt(10);
        ghosts(1);
        bench.turn(12);
        var before = lines();
        bench.owns(13, "other-0", "2");
        bench.turn(14);
        assertThat(lines()).hasSize(before.size() + 1).startsWith(before.toArray(String[]::new));
        assertThat(lines().getLast()).startsWith("pod default/other-0 (2) owns 10.244.1.5 since");
        assertThat(last().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(last().detectedAt()).isEqualTo(at(12));
        bench.sees(14, Kind.PRESENT, 6000);
        bench.sees(16, Kind.REFRESHED, 6000);
        bench.turn(18);
        assertThat(last().blast().flows()).isEqualTo(2);
        assertThat(lines()).as("not again with further flows").hasSize(before.size() + 1);
    }

    @Test
    void aFurtherFlowToNobodyAddsNoLine() {
        bench.endedAt(10);
        ghosts(1);
        bench.turn(12);
        var before = lines();
        ghosts(2);
        bench.turn(13);
        assertThat(last().blast().flows()).isEqualTo(2);
        assertThat(lines()).isEqualTo(before);
    }

    @Test
    void aBackendThatNobodyNamesIsAdviceOnly() {
        bench.owns(1, "traps-0", "1");
        bench.backs(1, "default/traps", null);
        bench.ends(10, "1", Release.DELETED);
        ghosts(1);
        bench.turn(12);
        assertThat(last().causeClass()).isEqualTo("udp-entry/blackhole-unnamed");
        assertThat(last().remedy()).isEmpty();
        assertThat(last().confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(last().advice()).contains("Delete exactly").endsWith("look first at who should have it.");
        assertThat(lines())
                .contains("service default/traps had the address, naming no pod, as a backend and still lists it");
    }

    @Test
    void aSliceThatNamesThePodOutweighsOneThatDoesNot() {
        bench.endedAt(10);
        bench.backs(10, "default/traps", null);
        ghosts(1);
        bench.turn(12);
        assertThat(last().causeClass()).isEqualTo("udp-entry/blackhole");
        assertThat(last().remedy()).isPresent();
    }

    @Test
    void answersOfAnotherOwnerAreLookedIntoFirst() {
        bench.endedAt(10);
        bench.owns(10.5, "other-0", "2");
        bench.sees(11, bench.entry(11, Kind.PRESENT, 5000, true, Optional.of("default/traps")));
        bench.sees(13, bench.entry(13, Kind.REFRESHED, 5000, true, Optional.of("default/traps")));
        bench.turn(14);
        assertThat(last().causeClass()).isEqualTo("udp-entry/misdelivery-answered");
        assertThat(last().confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(last().advice())
                .contains("Delete exactly")
                .endsWith("find out who answers before anything is done.");
        assertThat(lines()).contains("entry 10.1.0.2:5000 -> 203.0.113.7:162 in zone 0 leads to 10.244.1.5");
    }

    @Test
    void tenFlowsAreShownAndTheRestCounted() {
        bench.endedAt(10);
        ghosts(10);
        bench.turn(12);
        assertThat(lines()).hasSize(2 + 2 * 10 + 1).noneMatch(line -> line.contains("more flows"));

        var more = new GhostBench();
        more.endedAt(10);
        for (var port = 1; port <= 12; port++) {
            more.sees(10.1, Kind.PRESENT, port);
            more.sees(11, Kind.REFRESHED, port);
        }
        more.turn(12);
        assertThat(more.findings().getFirst().evidence())
                .extracting(Evidence::says)
                .hasSize(2 + 2 * 10 + 2)
                .contains("and 2 more flows like these");
    }

    @Test
    void aHalfOpenSocketIsDestroyedNotDeleted() {
        bench.endedAt(10);
        bench.backsOverTcp(10, "default/traps", "1");
        bench.socket(11, Kind.PRESENT, Form.HALF_OPEN, true);
        bench.turn(13);
        assertThat(last().summary()).contains("1 flow on node node-a (half-open) still goes to 10.244.1.5");
        assertThat(last().advice()).startsWith("Destroy exactly these sockets");
        assertThat(lines())
                .contains(
                        "socket 10.1.0.2:5000 -> 10.244.1.5:162 in network namespace 4026531840 is connected to"
                                + " 10.244.1.5",
                        "the socket retransmits, and nothing was acknowledged for the hold");
    }

    @Test
    void aPinnedSocketIsProvenByTheSilenceOfItsNamespace() {
        bench.endedAt(10);
        bench.socket(11, Kind.PRESENT, Form.PINNED_SOCKET, false);
        bench.socket(13, Kind.REFRESHED, Form.PINNED_SOCKET, true);
        bench.turn(14);
        assertThat(last().advice()).startsWith("Destroy exactly these sockets");
        assertThat(lines())
                .contains("its network namespace sends, and none of its sockets has heard anything for a second");
    }

    @Test
    void anEntryOfASynIsProvenByItsClient() {
        bench.endedAt(10);
        bench.backsOverTcp(10, "default/traps", "1");
        bench.syn(10.1, Kind.PRESENT, 5000);
        bench.connecting(11, Kind.PRESENT, 5000, true);
        bench.turn(12);
        assertThat(last().advice()).startsWith("Delete exactly these entries");
        assertThat(lines()).contains("the client repeats its SYN along the entry and hears nothing");
    }

    @Test
    void flowsThroughTwoAddressesOfAServiceAreTwoFindings() {
        bench.endedAt(10);
        ghosts(1);
        for (var kind : List.of(Kind.PRESENT, Kind.REFRESHED)) {
            var other = new Tuple("10.1.0.2", "203.0.113.8", 1, 162);
            bench.sees(11, bench.entry(11, kind, 17, other, false, Optional.of("default/traps")));
        }
        bench.turn(12);
        assertThat(bench.findings())
                .extracting(Finding::id)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(bench.findings())
                .extracting(finding ->
                        finding.remedy().orElseThrow().service().orElseThrow().text())
                .containsExactlyInAnyOrder("203.0.113.7:162/udp", "203.0.113.8:162/udp");
    }
}
