/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import static io.flowmend.streams.detector.nodeloss.NodeLossBench.at;
import static io.flowmend.streams.detector.nodeloss.NodeLossBench.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.DirectReturn;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a person reads, and how clients are counted. Times are seconds; node a falls silent at 100. */
class NodeLossReportTest {

    private static final ServiceAddress ADDRESS = new ServiceAddress("203.0.113.7", 443, ServiceAddress.TCP);

    private final NodeLossRule rule = new NodeLossRule(NodeLossBench.CONFIG);
    private final List<Finding> findings = new ArrayList<>();
    private DirectReturn direct = new DirectReturn("tunnel", "mh", "", false);
    private Optional<NodeWord> word = Optional.empty();
    private Instant silent = at(100);

    private static Broken broken(int client, double at) {
        return new Broken(
                "10.1.0." + client + ":5000",
                record("flows", 95),
                at(985),
                record("flows", at),
                Optional.of(record("status", at)));
    }

    private Batch batch(Form form) {
        var service = new AddressFact(
                ADDRESS,
                "default",
                "web",
                "svc-1",
                Optional.empty(),
                false,
                Set.of("a", "b"),
                Optional.of(at(0)),
                record("services", 0),
                Optional.of(record("slices", 0)),
                Optional.of(direct),
                List.of(),
                record("slices", 0));
        return Batch.of(form, service, Optional.of("v2.5.0"));
    }

    private static Batch with(Batch batch, double at, int... clients) {
        var next = batch;
        for (var client : clients) {
            next = next.plus(broken(client, at));
        }
        return next;
    }

    private Optional<Batch> due(Batch batch, double now) {
        var scene = new Scene(
                "c",
                "a",
                "b",
                ADDRESS,
                at(now),
                word,
                Optional.of(silent),
                Optional.of(record("status", 100)),
                (from, to) -> true,
                (from, to) -> true);
        var decision = rule.onDue(batch, scene);
        findings.addAll(decision.findings());
        return decision.next();
    }

    private static Stream<String> lines(Finding finding) {
        return finding.evidence().stream().map(Evidence::says);
    }

    @Test
    void theFindingNamesBothNodesTheServiceAndEachClient() {
        due(with(batch(Form.IPVS), 110, 2), 170);
        var finding = findings.getFirst();
        assertThat(finding.summary())
                .isEqualTo("Node a is silent since 2026-01-01T00:01:40Z; its connections to default/web came to node b,"
                        + " which knew nothing of them and reset 1.");
        assertThat(lines(finding))
                .containsExactly(
                        "the last heartbeat of a; up to 2026-01-01T00:02:50Z none followed",
                        "service default/web has the address, by tunnel and mh on every node",
                        "its backend is ready, on a node that is neither of the two",
                        "a carried the connection of 10.1.0.2:5000",
                        "b reset 10.1.0.2:5000: it has no socket",
                        "b missed nothing up to 2026-01-01T00:01:50Z: no SYN and no connection of 10.1.0.2:5000");
        assertThat(finding.advice()).contains("the same flags (none)").contains("(here v2.5.0)");
    }

    @Test
    void netfilterHasNoForwardingToSpeakOf() {
        due(with(batch(Form.NETFILTER), 110, 2), 170);
        assertThat(lines(findings.getFirst())).contains("service default/web has the address");
    }

    @Test
    void aNodeThatIsNotReadyAndSilentIsSaidToBeBoth() {
        word = Optional.of(new NodeWord(false, at(145), record("nodes", 145)));
        due(with(batch(Form.IPVS), 110, 2), 170);
        assertThat(findings.getFirst().summary())
                .startsWith("Node a is not ready since 2026-01-01T00:02:25Z and is silent since 2026-01-01T00:01:40Z;");
        assertThat(lines(findings.getFirst())).startsWith("node a is not ready");
    }

    @Test
    void aNodeThatNeverSpokeIsNotLost() {
        silent = Instant.MIN;
        assertThat(due(with(batch(Form.IPVS), 110, 2), 170)).isEmpty();
        assertThat(findings).isEmpty();
    }

    @Test
    void ofTwoBeginningsTheOneCountsThatTheResetsFit() {
        word = Optional.of(new NodeWord(false, at(-5000), record("nodes", 1)));
        silent = at(300);
        due(with(batch(Form.IPVS), 320, 2), 400);
        assertThat(findings).extracting(Finding::brokenAt).containsExactly(at(300));
        due(with(batch(Form.IPVS), 290, 2), 400);
        assertThat(findings).as("reset before it fell silent").hasSize(1);
    }

    @Test
    void whatIsNotDueYetWaitsForTheLossToShow() {
        silent = Instant.MIN;
        var left = due(with(with(batch(Form.IPVS), 110, 2), 120, 3), 170);
        assertThat(left.orElseThrow().waiting()).extracting(Broken::client).containsExactly("10.1.0.3:5000");
        silent = at(100);
        due(left.get(), 180);
        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.blast().flows()).isEqualTo(1));
    }

    @Test
    void aClientIsCountedOnce() {
        var left = due(with(batch(Form.IPVS), 110, 2, 2), 170).orElseThrow();
        assertThat(findings.getFirst().blast().flows()).isEqualTo(1);
        due(with(left, 200, 2, 3), 260);
        assertThat(findings.getLast().blast().flows()).isEqualTo(2);
        assertThat(findings.getLast().last().reason()).isEqualTo("1 more were reset, 2 in all");
    }

    @Test
    void laterClientsAreListedWhileThereIsRoomAndAlwaysCounted() {
        var left = due(with(batch(Form.IPVS), 110, 2, 3, 4), 170).orElseThrow();
        var before = findings.getFirst().evidence().size();
        due(with(left, 200, 5, 6), 260);
        assertThat(findings.getLast().evidence()).as("one of the two").hasSize(before + 3);
        assertThat(lines(findings.getLast())).contains("b reset 10.1.0.5:5000: it has no socket");
        assertThat(findings.getLast().blast().flows()).isEqualTo(5);
        assertThat(findings.getLast().transitions())
                .extracting(Transition::reason)
                .containsExactly("connections of a lost node were reset by another: 3", "2 more were reset, 5 in all");
    }

    @Test
    void laterClientsCanMakeItCertainAndNoneCanMakeItLessSo() {
        var left = due(with(batch(Form.IPVS), 110, 2, 3), 170).orElseThrow();
        assertThat(findings.getLast().confidence()).isEqualTo(Confidence.LIKELY);
        due(with(left, 170, 4), 230);
        assertThat(findings.getLast().confidence()).as("three within a minute").isEqualTo(Confidence.CERTAIN);

        var late = due(with(batch(Form.IPVS), 110, 2, 3), 170).orElseThrow();
        due(with(late, 170.1, 4), 230.1);
        assertThat(findings.getLast().confidence()).as("just over a minute").isEqualTo(Confidence.LIKELY);
    }

    @Test
    void aNodesRowsAreForgottenOneByOne() {
        var memory = Duration.ofMinutes(15);
        var early = new Heard.Connection(
                "10.1.0.2:5000", Form.IPVS, "10.244.3.5", true, true, false, at(985), record("flows", 95));
        var late = new Heard.Connection(
                "10.1.0.2:5000", Form.IPVS, "10.244.3.5", true, true, false, at(990), record("flows", 100));
        var rows = Rows.EMPTY.with("c/a", early).with("c/b", late);
        assertThat(rows.isEmpty()).isFalse();
        assertThat(rows.last().orElseThrow().getKey()).isEqualTo("c/b");
        assertThat(rows.nextEnd(memory)).contains(at(95 + 900));
        var left = rows.after(at(95 + 900), memory);
        assertThat(left.byNode()).containsOnlyKeys("c/b");
        assertThat(left.nextEnd(memory)).contains(at(100 + 900));
        assertThat(left.after(at(100 + 900), memory).isEmpty()).isTrue();
    }
}
