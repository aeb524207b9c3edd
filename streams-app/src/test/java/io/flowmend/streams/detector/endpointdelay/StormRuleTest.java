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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StormRuleTest {

    private final StormRule rule = new StormRule(new StormConfig(Duration.ofSeconds(10), 3, 2));
    private final NodeBench.Memory book = new NodeBench.Memory();
    private final List<Finding> published = new ArrayList<>();
    private final Map<String, Finding> open = new HashMap<>();

    @Test
    void oneLateEndpointIsHeldForTheWindowAndThenItsOwnFinding() {
        // Given
        late("node-a", "pod-1", "typha-1", 1);
        reached(10.9);
        assertThat(published).isEmpty();
        // When
        reached(11);
        // Then
        assertThat(published).containsExactly(open.get("pod-1"));
    }

    @Test
    void whatFollowsOfAnOwnFindingIsPublishedAtOnce() {
        // Given
        late("node-a", "pod-1", "typha-1", 1);
        reached(12);
        // When
        healed("pod-1", "typha-1", 13);
        // Then
        assertThat(published)
                .extracting(finding -> finding.last().state())
                .containsExactly(FindingState.OPEN, FindingState.HEALED_BY_OTHERS);
    }

    @Test
    void manyBehindOneTyphaAreOneFinding() {
        // Given
        late("node-a", "pod-1", "typha-1", 1);
        late("node-b", "pod-2", "typha-1", 2);
        late("node-c", "pod-3", "typha-1", 3);
        // When
        reached(20);
        // Then
        assertThat(published).hasSize(1);
        var root = published.getFirst();
        assertThat(root.causeClass()).isEqualTo("typha");
        assertThat(root.subject().address()).isEqualTo("typha/typha-1");
        assertThat(root.blast()).isEqualTo(new BlastRadius(3, 0, 3));
        assertThat(root.detectedAt()).isEqualTo(at(11));
        assertThat(root.evidence())
                .extracting(Evidence::says)
                .containsExactly("node-a, 10.0.0.1: it runs", "node-b, 10.0.0.1: it runs");
    }

    @Test
    void twoAreNotMany() {
        // Given
        late("node-a", "pod-1", "typha-1", 1);
        late("node-b", "pod-2", "typha-1", 2);
        // When
        reached(20);
        // Then
        assertThat(published).hasSize(2);
    }

    @Test
    void severalTyphasAreTheApi() {
        // Given
        late("node-a", "pod-1", "typha-1", 1);
        late("node-b", "pod-2", "typha-2", 2);
        late("node-c", "pod-3", "typha-1", 3);
        // When
        reached(20);
        // Then
        assertThat(published).extracting(Finding::causeClass).containsExactly("api");
    }

    @Test
    void severalNodesOnUnknownTyphasAreEither() {
        // Given
        late("node-a", "pod-1", "", 1);
        late("node-b", "pod-2", "", 2);
        late("node-c", "pod-3", "", 3);
        // When
        reached(20);
        // Then
        assertThat(published).extracting(Finding::causeClass).containsExactly("typha-or-api");
    }

    @Test
    void manyOnOneNodeAreTheNode() {
        // Given
        late("node-a", "pod-1", "typha-1", 1);
        late("node-a", "pod-2", "typha-1", 2);
        late("node-a", "pod-3", "typha-1", 3);
        // When
        reached(20);
        // Then
        assertThat(published).extracting(Finding::causeClass).containsExactly("node");
        assertThat(published.getFirst().subject().node()).isEqualTo("node-a");
    }

    @Test
    void alsoOneThatComesLaterJoins() {
        // Given
        manyBehindOneTypha();
        // When
        late("node-d", "pod-4", "typha-1", 30);
        reached(50);
        // Then
        assertThat(published).hasSize(2);
        assertThat(published.getLast().id()).isEqualTo(published.getFirst().id());
        assertThat(published.getLast().blast()).isEqualTo(new BlastRadius(4, 0, 4));
        assertThat(published.getLast().last().at()).isEqualTo(at(40));
    }

    @Test
    void itEndsWithTheLastOfThem() {
        // Given
        manyBehindOneTypha();
        healed("pod-1", "typha-1", 31);
        healed("pod-2", "typha-1", 32);
        assertThat(published).hasSize(1);
        // When
        healed("pod-3", "typha-1", 33);
        // Then
        assertThat(published).hasSize(2);
        assertThat(published.getLast().last().state()).isEqualTo(FindingState.HEALED_BY_OTHERS);
        assertThat(published.getLast().last().at()).isEqualTo(at(33));
    }

    @Test
    void theNextStormIsAnother() {
        // Given
        manyBehindOneTypha();
        healed("pod-1", "typha-1", 31);
        healed("pod-2", "typha-1", 32);
        healed("pod-3", "typha-1", 33);
        // When
        late("node-a", "pod-5", "typha-1", 60);
        late("node-b", "pod-6", "typha-1", 60);
        late("node-c", "pod-7", "typha-1", 60);
        reached(80);
        // Then
        assertThat(published.getLast().id()).isNotEqualTo(published.getFirst().id());
        assertThat(published.getLast().blast().pods()).isEqualTo(3);
    }

    private void manyBehindOneTypha() {
        late("node-a", "pod-1", "typha-1", 1);
        late("node-b", "pod-2", "typha-1", 2);
        late("node-c", "pod-3", "typha-1", 3);
        reached(20);
    }

    private void late(String node, String uid, String typha, double when) {
        var record = new RecordRef("flowmend.k8s.pods", 0, 1, "Pod " + uid, at(when));
        var finding = new Finding(
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
                "unknown",
                "late",
                "wait",
                Confidence.LIKELY,
                Severity.WARNING,
                false,
                new BlastRadius(1, 0, 1),
                Optional.empty(),
                false,
                at(when),
                at(when),
                List.of(new Transition(FindingState.OPEN, at(when), "late")),
                List.of(new Evidence("it runs", record)));
        open.put(uid, finding);
        rule.said(book, new LateEndpoint(finding, typha(typha)).stored(), at(when), published::add);
    }

    private void healed(String uid, String typha, double when) {
        var finding = Objects.requireNonNull(open.get(uid))
                .then(new Transition(FindingState.HEALED_BY_OTHERS, at(when), "programmed"), List.of());
        rule.said(book, new LateEndpoint(finding, typha(typha)).stored(), at(when), published::add);
    }

    private static Optional<String> typha(String name) {
        return Optional.of(name).filter(text -> !text.isEmpty());
    }

    private void reached(double when) {
        rule.reached(book, at(when), published::add);
    }
}
