/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.producer.kubernetes.change.Publication.State;
import io.flowmend.producer.kubernetes.change.Publication.Tombstone;
import io.flowmend.producer.kubernetes.support.FactsOf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackerTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    private final Tracker<ServiceFacts> tracker = new Tracker<>();

    private static Observed<ServiceFacts> service(String version, Map<String, String> labels) {
        return new Observed<>(FactsOf.service("snmp", "u1", labels), version);
    }

    @Test
    void whatIsSeenFirstBringsAllItsParts() {
        var publications = tracker.changed(service("1", Map.of()), AT);

        assertThat(publications).singleElement().isInstanceOfSatisfying(State.class, state -> {
            assertThat(state.changed())
                    .contains("createdAt", "labels", "ports", "annotations")
                    .doesNotContain("identity");
            assertThat(state.deleted()).isFalse();
            assertThat(state.relisted()).isFalse();
            assertThat(state.path()).isEqualTo("default/snmp/u1");
        });
    }

    @Test
    void onlyTheLabelsAreNamedWhenOnlyTheyDiffer() {
        // Given
        tracker.changed(service("1", Map.of()), AT);
        // When
        var publications = tracker.changed(service("2", Map.of("a", "b")), AT);
        // Then
        assertThat(publications)
                .containsExactly(
                        new State(service("2", Map.of("a", "b")).facts(), "2", AT, List.of("labels"), false, false));
    }

    @Test
    void aNewVersionAloneIsNoChange() {
        // Given
        tracker.changed(service("1", Map.of("a", "b")), AT);
        // When
        var publications = tracker.changed(service("2", Map.of("a", "b")), AT);
        // Then
        assertThat(publications).isEmpty();
    }

    @Test
    void aDeletionIsTheFinalStateAndThenATombstone() {
        // Given
        tracker.changed(service("1", Map.of()), AT);
        // When
        var publications = tracker.deleted(service("2", Map.of("last", "words")), AT);
        // Then
        assertThat(publications)
                .containsExactly(
                        new State(
                                service("2", Map.of("last", "words")).facts(), "2", AT, List.of("labels"), true, false),
                        new Tombstone("default/snmp/u1", AT));
        assertThat(tracker.size()).isZero();
    }

    @Test
    void theEndOfWhatWasNeverPublishedIsNotTold() {
        assertThat(tracker.deleted(service("2", Map.of()), AT)).isEmpty();
    }

    @Test
    void aListTellsOnlyTheDifferenceAndSaysThatItWasAList() {
        // Given
        tracker.changed(service("1", Map.of()), AT);
        tracker.changed(new Observed<>(FactsOf.service("gone", "u2", Map.of()), "1"), AT);
        tracker.changed(new Observed<>(FactsOf.service("same", "u3", Map.of()), "1"), AT);
        // When
        var publications = tracker.listed(
                List.of(service("5", Map.of("a", "b")), new Observed<>(FactsOf.service("same", "u3", Map.of()), "4")),
                AT);
        // Then
        assertThat(publications)
                .containsExactly(
                        new State(FactsOf.service("gone", "u2", Map.of()), "1", AT, List.of(), true, true),
                        new Tombstone("default/gone/u2", AT),
                        new State(service("5", Map.of("a", "b")).facts(), "5", AT, List.of("labels"), false, true));
    }

    @Test
    void anotherLifeUnderTheSameKeyEndsTheFormerFirst() {
        // Given
        var slices = new Tracker<SliceFacts>();
        slices.changed(new Observed<>(FactsOf.slice("s-1", "u1"), "1"), AT);
        // When
        var publications = slices.listed(List.of(new Observed<>(FactsOf.slice("s-1", "u2"), "9")), AT);
        // Then
        assertThat(publications).hasSize(3);
        assertThat(publications.get(0)).isInstanceOfSatisfying(State.class, end -> {
            assertThat(end.deleted()).isTrue();
            assertThat(end.facts().identity().uid()).isEqualTo("u1");
        });
        assertThat(publications.get(1)).isEqualTo(new Tombstone("default/s-1", AT));
        assertThat(publications.get(2)).isInstanceOfSatisfying(State.class, begin -> {
            assertThat(begin.deleted()).isFalse();
            assertThat(begin.changed()).contains("endpoints");
        });
    }

    @Test
    void whatTheTopicHoldsIsNotToldAgain() {
        // Given
        tracker.restore(service("1", Map.of()), false);
        // When
        var publications = tracker.listed(List.of(service("1", Map.of())), AT);
        // Then
        assertThat(publications).isEmpty();
    }

    @Test
    void aFinalStateWithoutTombstoneGetsItsTombstone() {
        // Given
        tracker.restore(service("1", Map.of()), false);
        tracker.restore(service("2", Map.of()), true);
        // When
        var publications = tracker.listed(List.of(), AT);
        // Then
        assertThat(publications).containsExactly(new Tombstone("default/snmp/u1", AT));
    }

    @Test
    void aTombstoneInTheTopicLeavesNothingToTell() {
        // Given
        tracker.restore(service("2", Map.of()), true);
        tracker.forget("default/snmp/u1");
        // When
        var publications = tracker.listed(List.of(), AT);
        // Then
        assertThat(publications).isEmpty();
    }
}
