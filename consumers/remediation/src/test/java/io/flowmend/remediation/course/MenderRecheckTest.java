/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import static io.flowmend.remediation.course.MenderBench.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.remediation.node.NatAnswer;
import io.flowmend.remediation.support.TestCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node is looked at again before the act: what may still come true is waited for, the rest is refused. */
class MenderRecheckTest {

    @AutoClose
    private MenderBench bench;

    @BeforeEach
    void start(@TempDir Path dir) throws IOException {
        bench = new MenderBench(dir);
    }

    @Test
    void aRuleThatComesInTimeIsWaitedFor() {
        // Given
        bench.node.rule(new NatAnswer.NoRule());
        bench.take(bench.good("cmd-1"));
        assertThat(bench.mender.isWaiting()).isTrue();
        assertThat(bench.node.deleted()).isEmpty();
        // When
        bench.clocks.pass(Duration.ofSeconds(4));
        bench.node.rule(TestCommands.RULE);
        bench.mender.turn();
        // Then
        assertThat(bench.node.deleted()).hasSize(1);
    }

    @Test
    void rulesThatChangeAtEachReadingAreWaitedFor() {
        // Given
        bench.node.rule(new NatAnswer.Changing(5));
        bench.take(bench.good("cmd-1"));
        assertThat(bench.mender.isWaiting()).isTrue();
        assertThat(bench.node.deleted()).isEmpty();
        // When
        bench.node.rule(TestCommands.RULE);
        bench.mender.turn();
        // Then
        assertThat(bench.node.deleted()).hasSize(1);
    }

    @Test
    void rulesThatAreNotUnderstoodAreNotWaitedFor() {
        // Given
        bench.node.rule(new NatAnswer.NotUnderstood("a rule translates to a range"));
        // When
        bench.take(bench.good("cmd-1"));
        // Then
        assertThat(bench.mender.isWaiting()).isFalse();
        assertThat(bench.broker.taken.getLast().reason()).contains("a rule translates to a range");
    }

    @Test
    void aRuleThatComesTooLateIsNotWaitedFor() {
        // Given
        bench.node.rule(new NatAnswer.Refused());
        bench.take(bench.good("cmd-1"));
        // When
        bench.clocks.pass(Duration.ofSeconds(5));
        bench.node.rule(TestCommands.RULE);
        bench.mender.turn();
        // Then
        assertThat(bench.node.deleted()).isEmpty();
        assertThat(bench.broker.taken.getLast().reason())
                .contains("the command expired while the node refused new flows");
    }

    @Test
    void anAnsweredEntryTowardsAStrangerIsDeletedOnlyIfTheCommandSaysThatItIsAnswered() {
        // Given
        var entry = TestCommands.entryTowardsGone();
        bench.node.has(new Entry(entry.key(), entry.id(), 1 << 1, 29, null));
        // When
        bench.take(bench.signed(TestCommands.towardsGone("cmd-1", false, T)));
        // Then
        assertThat(bench.broker.taken.getLast().reason()).contains("the entry is answered now");
        assertThat(bench.node.deleted()).isEmpty();
        bench.take(bench.signed(TestCommands.towardsGone("cmd-2", true, T)));
        bench.settle();
        assertThat(bench.node.deleted()).hasSize(1);
    }
}
