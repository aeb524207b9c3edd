/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

import static io.flowmend.streams.node.NodeBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.ClusterOutput;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.StoredCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Why resets and rules were no finding, and what is kept of them afterwards: nothing. */
class ResetAcquittalTest implements ClusterOutput {

    private final ResetRule rule = new ResetRule(RefreshRuleTest.CONFIG);
    private final NodeBench.Memory book = new NodeBench.Memory();
    private final List<Finding> published = new ArrayList<>();
    private final List<Harmless> harmless = new ArrayList<>();

    @Override
    public void accept(Finding finding) {
        published.add(finding);
    }

    @Override
    public void harmless(Supplier<Harmless> judged) {
        harmless.add(judged.get());
    }

    private List<String> reasons() {
        return harmless.stream().map(Harmless::reason).toList();
    }

    @Test
    void aResetWithoutRulesSaysSo() {
        reset(50, "10.0.0.7", Optional.empty());
        assertThat(reasons()).containsExactly("no rules of the pod were written shortly before");
        assertThat(harmless.getFirst().subject().address()).isEqualTo("10.0.0.7");
        assertThat(harmless.getFirst().subject().node()).isEqualTo("node-b");
    }

    @Test
    void aResetTooLongAfterTheRulesSaysSo() {
        refresh(Why.LABELS, 50);
        reset(55.2, "10.0.0.7", Optional.empty());
        assertThat(reasons()).containsExactly("no rules of the pod were written shortly before");
    }

    @Test
    void aConnectionThatIsYoungerThanTheRulesSaysSo() {
        refresh(Why.LABELS, 50);
        reset(52, "10.0.0.7", Optional.of(50.000001));
        assertThat(reasons()).containsExactly("the connection is younger than the rules");
        reset(52, "10.0.0.7", Optional.of(50.0));
        reached(60);
        assertThat(published).as("as old as they are").hasSize(1);
    }

    @Test
    void rulesWithoutAResetSaySoAndAreForgotten() {
        refresh(Why.LABELS, 50);
        reached(60);
        assertThat(reasons()).containsExactly("its rules were written, and no peer on a watched node received a reset");
        assertThat(harmless.getFirst().subject().address()).isEqualTo("10.0.0.7");
        assertThat(book.size()).isZero();
    }

    @Test
    void aFindingIsForgottenWhenItExpires() {
        refresh(Why.LABELS, 50);
        reset(50.1, "10.0.0.7", Optional.empty());
        reached(59.099999);
        assertThat(published).isEmpty();
        reached(59.1);
        assertThat(published).hasSize(1);
        assertThat(harmless).isEmpty();
        reached(59.1 + 900);
        assertThat(published).hasSize(2);
        assertThat(book.size()).isZero();
    }

    @Test
    void whatIsOverIsDecidedBeforeTheNextIsHeard() {
        refresh(Why.LABELS, 50);
        reset(50.1, "10.0.0.7", Optional.empty());
        reset(100, "10.0.0.9", Optional.empty());
        assertThat(published)
                .singleElement()
                .satisfies(finding -> assertThat(finding.detectedAt()).isEqualTo(at(59.1)));
    }

    @Test
    void rulesThatWereWrittenAgainOutliveTheDecisionOnTheFirst() {
        refresh(Why.LABELS, 50);
        refresh(Why.POLICY, 56);
        reached(60);
        assertThat(reasons()).as("of the first").hasSize(1);
        reset(60.5, "10.0.0.7", Optional.empty());
        reached(70);
        assertThat(published).extracting(Finding::causeClass).containsExactly("policy");
    }

    private void refresh(Why why, double when) {
        var pod = new PodSeen(
                "default",
                "web-0",
                "uid-1",
                "Running",
                false,
                Optional.of("windows"),
                at(1),
                false,
                Optional.empty(),
                List.of("10.0.0.7"),
                true,
                Map.of(),
                ref("Pod", 3));
        var said = StoredCase.EMPTY
                .pod(pod)
                .word(Words.NODE, "win-a")
                .word(Words.CLUSTER, "test")
                .word(Words.WHY, why.name())
                .mark(Words.RULES, ref("win-a felix " + when, when));
        rule.said(book, said, at(when + 2), this);
    }

    private void reset(double when, String from, Optional<Double> established) {
        var said = StoredCase.EMPTY
                .word(Words.NODE, "node-b")
                .word(Words.CLUSTER, "test")
                .mark(Words.RESET, ref("node-b tcp #" + from, when))
                .word(Words.PEER, "192.0.2.5:40000")
                .word(Words.FROM, from);
        var since = established.map(
                seconds -> said.word(Words.ESTABLISHED, at(seconds).toString()));
        rule.said(book, since.orElse(said), at(when + 3.1), this);
    }

    private static RecordRef ref(String origin, double when) {
        return new RecordRef("flowmend.node.endpoints", 0, 1, origin, at(when));
    }

    private void reached(double when) {
        rule.reached(book, at(when), this);
    }
}
