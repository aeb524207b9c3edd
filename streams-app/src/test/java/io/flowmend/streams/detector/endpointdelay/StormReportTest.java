/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import static io.flowmend.streams.node.NodeBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.node.NodeBench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a person reads of many late endpoints, who joins them, and what is forgotten. Three make a storm. */
class StormReportTest {

    private static final String ANNOTATION = "annotation-missing";

    private final StormRule rule = new StormRule(new StormConfig(Duration.ofSeconds(10), 3, 4));
    private final NodeBench.Memory book = new NodeBench.Memory();
    private final List<Finding> published = new ArrayList<>();

    private static Finding late(String node, String uid, String cause, Severity severity, double when) {
        var record = new RecordRef("flowmend.k8s.pods", 0, 1, "Pod " + uid, at(when));
        return new Finding(
                "endpointdelay",
                1,
                new Subject(
                        "test",
                        node,
                        Optional.empty(),
                        Optional.of(uid),
                        "10.0.0.1",
                        Optional.empty(),
                        OptionalInt.empty()),
                record.origin(),
                cause,
                "late",
                "wait",
                Confidence.LIKELY,
                severity,
                false,
                new BlastRadius(1, 0, 1),
                Optional.empty(),
                false,
                at(when),
                at(when),
                List.of(new Transition(FindingState.OPEN, at(when), "late")),
                List.of(new Evidence("it runs", record)));
    }

    private static Finding late(String node, String uid, double when) {
        return late(node, uid, "unknown", Severity.WARNING, when);
    }

    private void said(Finding finding, String typha) {
        var name = Optional.of(typha).filter(text -> !text.isEmpty());
        rule.said(book, new LateEndpoint(finding, name).stored(), finding.last().at(), published::add);
    }

    private void healed(Finding finding, String typha, double when) {
        said(finding.then(new Transition(FindingState.HEALED_BY_OTHERS, at(when), "programmed"), List.of()), typha);
    }

    private void reached(double when) {
        rule.reached(book, at(when), published::add);
    }

    private void storm(String typha, String... nodes) {
        for (var number = 0; number < nodes.length; number++) {
            said(late(nodes[number], "pod-" + number, number + 1), typha);
        }
        reached(20);
    }

    @Test
    void theNodesAndTheirTyphaAreNamed() {
        storm("typha-1", "node-a", "node-b", "node-b");
        assertThat(published).singleElement().satisfies(storm -> {
            assertThat(storm.summary())
                    .isEqualTo("3 pods on 2 nodes run without a programmed network: the agents of these nodes hang on"
                            + " one Typha (typha-1).");
            assertThat(storm.last().reason())
                    .isEqualTo("3 endpoints on 2 nodes: the agents of these nodes hang on one Typha");
            assertThat(storm.advice()).startsWith("Delete this one Typha pod if the others are healthy");
            assertThat(storm.brokenAt()).isEqualTo(at(1));
            assertThat(storm.severity()).isEqualTo(Severity.WARNING);
        });
    }

    @Test
    void oneNodeIsNamedAsSuch() {
        storm("typha-1", "node-a", "node-a", "node-a");
        assertThat(published.getFirst().summary())
                .isEqualTo("3 pods on 1 node run without a programmed network: only this node is late (node-a).");
    }

    @Test
    void podsWithoutAnnotationAreACauseOfTheirOwnWhereverTheyAre() {
        for (var number = 0; number < 3; number++) {
            said(late("node-" + number, "pod-" + number, ANNOTATION, Severity.CRITICAL, 1), "typha-1");
        }
        said(late("node-9", "pod-9", 2), "typha-1");
        reached(20);
        assertThat(published).extracting(Finding::causeClass).containsExactly(ANNOTATION, "unknown");
        assertThat(published.getFirst().summary())
                .isEqualTo(
                        "3 pods on 3 nodes run without a programmed network: pods lack the annotation of their CNI.");
        assertThat(published.getFirst().severity()).isEqualTo(Severity.CRITICAL);
        said(late("node-5", "pod-5", ANNOTATION, Severity.WARNING, 30), "typha-1");
        reached(50);
        assertThat(published.getLast().blast().pods()).as("it joins").isEqualTo(4);
    }

    @Test
    void aTyphaThatOneAgentDoesNotNameIsNotAccused() {
        said(late("node-a", "pod-1", 1), "typha-1");
        said(late("node-b", "pod-2", 2), "");
        said(late("node-c", "pod-3", 3), "typha-1");
        reached(20);
        assertThat(published).extracting(Finding::causeClass).containsExactly("typha-or-api");
        assertThat(published.getFirst().summary()).endsWith("is not known.");
    }

    @Test
    void laterOnesAreListedWhileThereIsRoomAndMayMakeItCritical() {
        storm("typha-1", "node-a", "node-b", "node-c");
        said(late("node-d", "pod-4", "unknown", Severity.CRITICAL, 30), "typha-1");
        said(late("node-d", "pod-5", 31), "typha-1");
        reached(50);
        assertThat(published.getLast().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(published.getLast().blast()).isEqualTo(new BlastRadius(5, 0, 4));
        assertThat(published.getLast().summary()).startsWith("5 pods on 4 nodes");
        assertThat(published.getLast().last().reason()).endsWith("endpoints more, 5 in all");
        assertThat(published.getLast().evidence()).as("four in all").hasSize(4);
        said(late("node-e", "pod-6", 60), "typha-1");
        reached(80);
        assertThat(published.getLast().severity()).as("stays so").isEqualTo(Severity.CRITICAL);
        assertThat(published.getLast().evidence()).hasSize(4);
    }

    @Test
    void whoHangsOnAnotherTyphaOrNodeDoesNotJoin() {
        storm("typha-1", "node-a", "node-b", "node-c");
        said(late("node-d", "pod-4", 30), "typha-2");
        reached(50);
        assertThat(published.getLast().subject().podUid()).as("alone").contains("pod-4");
        assertThat(published).hasSize(2);
    }

    @Test
    void ofOneNodesStormOnlyItsOwnPodsAreMembers() {
        storm("typha-1", "node-a", "node-a", "node-a");
        said(late("node-b", "pod-4", 30), "typha-1");
        reached(50);
        assertThat(published.getLast().subject().podUid()).contains("pod-4");
        said(late("node-a", "pod-5", ANNOTATION, Severity.WARNING, 60), "typha-1");
        reached(80);
        assertThat(published.getLast().subject().podUid()).as("another cause").contains("pod-5");
        said(late("node-a", "pod-6", 90), "typha-1");
        reached(110);
        assertThat(published.getLast().blast().pods()).isEqualTo(4);
    }

    @Test
    void whileTheApiIsLateEveryoneJoins() {
        said(late("node-a", "pod-1", 1), "typha-1");
        said(late("node-b", "pod-2", 2), "typha-2");
        said(late("node-c", "pod-3", 3), "typha-1");
        reached(20);
        said(late("node-d", "pod-4", 30), "typha-3");
        said(late("node-d", "pod-5", ANNOTATION, Severity.WARNING, 30), "typha-3");
        reached(50);
        assertThat(published).hasSize(3);
        assertThat(published.get(1).blast().pods() + published.get(2).blast().pods())
                .as("one joins the three, one is alone")
                .isEqualTo(5);
    }

    @Test
    void aStormThatIsOverBeforeItIsToldEndsAtOnce() {
        for (var number = 0; number < 3; number++) {
            var pod = late("node-" + number, "pod-" + number, 1);
            said(pod, "typha-1");
            healed(pod, "typha-1", 5);
        }
        reached(20);
        assertThat(published)
                .extracting(finding -> finding.last().state())
                .containsExactly(FindingState.OPEN, FindingState.HEALED_BY_OTHERS);
        assertThat(published.getLast().last().reason()).isEqualTo("all 3 endpoints are programmed or gone");
        assertThat(book.size()).isZero();
    }

    @Test
    void whatIsOverLeavesNothingBehind() {
        storm("typha-1", "node-a", "node-b", "node-c");
        for (var number = 0; number < 3; number++) {
            healed(late(List.of("node-a", "node-b", "node-c").get(number), "pod-" + number, number + 1), "typha-1", 30);
        }
        var alone = late("node-d", "pod-4", 40);
        said(alone, "typha-1");
        reached(60);
        healed(alone, "typha-1", 61);
        assertThat(published).hasSize(4);
        assertThat(book.size()).isZero();
    }

    @Test
    void aWindowThatIsOverIsClosedBeforeTheNextIsHeard() {
        said(late("node-a", "pod-1", 1), "typha-1");
        said(late("node-b", "pod-2", 11.1), "typha-1");
        assertThat(published)
                .extracting(finding -> finding.subject().podUid().orElseThrow())
                .containsExactly("pod-1");
    }
}
