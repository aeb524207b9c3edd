/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

import static io.flowmend.streams.node.NodeBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.StoredCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules were written at 50 s, told at 52 s; resets are told 3.1 s after they happened. */
class ResetRuleTest {

    private final ResetRule rule = new ResetRule(RefreshRuleTest.CONFIG);
    private final NodeBench.Memory book = new NodeBench.Memory();
    private final List<Finding> published = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(doubles = {49.9, 50.02, 55.1})
    void aResetWithinTheWindowIsAFinding(double when) {
        // Given
        refresh("web-0", "10.0.0.7", Why.LABELS, "v3.30.7");
        // When
        reset(when, "10.0.0.7", "");
        reached(60);
        // Then
        assertThat(published).hasSize(1);
        var finding = published.getFirst();
        assertThat(finding.causeClass()).isEqualTo("label-only");
        assertThat(finding.subject().podUid()).contains("uid-web-0");
        assertThat(finding.blast().flows()).isEqualTo(1);
        assertThat(finding.advice()).contains("Calico v3.30.7 has projectcalico/calico #10199", "3.31.0");
        assertThat(finding.evidence())
                .extracting(Evidence::says)
                .contains("only the pod's labels changed: team", "192.0.2.5:40000 received a reset from 10.0.0.7");
    }

    @ParameterizedTest
    @ValueSource(doubles = {49.8, 55.2})
    void aResetAtAnotherTimeIsNone(double when) {
        // Given
        refresh("web-0", "10.0.0.7", Why.LABELS, "v3.30.7");
        // When
        reset(when, "10.0.0.7", "");
        reached(60);
        // Then
        assertThat(published).isEmpty();
    }

    @Test
    void withoutAResetThereIsNone() {
        // Given
        refresh("web-0", "10.0.0.7", Why.LABELS, "v3.30.7");
        // When
        reached(100);
        // Then
        assertThat(published).isEmpty();
    }

    @Test
    void aResetOfAnotherAddressIsNone() {
        // Given
        refresh("web-0", "10.0.0.7", Why.LABELS, "v3.30.7");
        // When
        reset(50.1, "10.0.0.8", "");
        reached(60);
        // Then
        assertThat(published).isEmpty();
    }

    @Test
    void aConnectionThatBeganLaterIsNone() {
        // Given
        refresh("web-0", "10.0.0.7", Why.LABELS, "v3.30.7");
        // When
        reset(52, "10.0.0.7", at(50.5).toString());
        reached(60);
        // Then
        assertThat(published).isEmpty();
    }

    @Test
    void aWholeNodeIsOneFinding() {
        // Given
        refresh("web-0", "10.0.0.7", Why.HOST_ADDRESSES, "v3.31.0");
        refresh("web-1", "10.0.0.8", Why.HOST_ADDRESSES, "v3.31.0");
        // When
        reset(50.1, "10.0.0.7", "");
        reset(50.2, "10.0.0.8", "");
        reached(60);
        // Then
        assertThat(published).singleElement().satisfies(finding -> {
            assertThat(finding.causeClass()).isEqualTo("host-addresses");
            assertThat(finding.blast().pods()).isEqualTo(2);
            assertThat(finding.subject().podUid()).isEmpty();
            assertThat(finding.advice()).contains("does not write rules that are the same");
        });
    }

    @Test
    void twoLabelledPodsAreTwoFindings() {
        // Given
        refresh("web-0", "10.0.0.7", Why.LABELS, "v3.30.7");
        refresh("web-1", "10.0.0.8", Why.LABELS, "v3.30.7");
        // When
        reset(50.1, "10.0.0.7", "");
        reset(50.2, "10.0.0.8", "");
        reached(60);
        // Then
        assertThat(published).hasSize(2);
    }

    @Test
    void itExpires() {
        // Given
        refresh("web-0", "10.0.0.7", Why.LABELS, "v3.30.7");
        reset(50.1, "10.0.0.7", "");
        reached(60);
        // When
        reached(59.1 + 900);
        // Then
        assertThat(published).hasSize(2);
        assertThat(published.getLast().last().state()).isEqualTo(FindingState.EXPIRED);
    }

    private void refresh(String name, String address, Why why, String version) {
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
                List.of(address),
                true,
                Map.of(),
                ref("Pod " + name, 3));
        var said = StoredCase.EMPTY
                .pod(pod)
                .word(Words.NODE, "win-a")
                .word(Words.CLUSTER, "test")
                .word(Words.WHY, why.name())
                .word(Words.WHAT, why == Why.LABELS ? "team" : "")
                .word(Words.VERSION, version)
                .mark(Words.RULES, ref("win-a felix " + name, 50))
                .mark(Words.CAUSE, ref("cause", 49))
                .mark(Words.BEAT, ref("win-a heartbeat", 52));
        rule.said(book, said, at(52), published::add);
    }

    private void reset(double when, String from, String established) {
        var said = StoredCase.EMPTY
                .mark(Words.RESET, ref("node-b tcp #" + from, when))
                .word(Words.PEER, "192.0.2.5:40000")
                .word(Words.FROM, from);
        rule.said(
                book,
                established.isEmpty() ? said : said.word(Words.ESTABLISHED, established),
                at(when + 3.1),
                published::add);
    }

    private static RecordRef ref(String origin, double when) {
        return new RecordRef("flowmend.node.endpoints", 0, 1, origin, at(when));
    }

    private void reached(double when) {
        rule.reached(book, at(when), published::add);
    }
}
