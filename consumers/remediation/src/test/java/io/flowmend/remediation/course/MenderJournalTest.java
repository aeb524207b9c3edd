/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import static io.flowmend.remediation.course.MenderBench.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.remediation.codec.Orders;
import io.flowmend.remediation.support.TestCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command counts once, in this life of the executor and in the next, and its end is told once. */
class MenderJournalTest {

    @AutoClose
    private MenderBench bench;

    @BeforeEach
    void start(@TempDir Path dir) throws IOException {
        bench = new MenderBench(dir);
    }

    @Test
    void aCommandThatComesTwiceIsAnsweredOnce() {
        // Given
        bench.take(bench.good("cmd-1"));
        bench.settle();
        bench.node.has(TestCommands.entry(0));
        // When
        bench.take(bench.good("cmd-1"));
        bench.settle();
        // Then
        assertThat(bench.node.deleted()).hasSize(1);
        assertThat(bench.broker.taken).hasSize(2);
    }

    @Test
    void aCommandThatAnEarlierLifeEndedIsNotTakenAgain() throws IOException {
        // Given
        bench.take(bench.good("cmd-1"));
        bench.settle();
        bench.node.has(TestCommands.entry(0));
        // When
        bench.restart();
        bench.take(bench.good("cmd-1"));
        bench.settle();
        // Then
        assertThat(bench.node.deleted()).hasSize(1);
    }

    @Test
    void whatAnEarlierLifeBeganAndDidNotEndIsReportedAndNeverActedOn() throws IOException {
        // Given
        var order = Orders.of(bench.good("cmd-1"));
        bench.journal().started(order, T);
        // When
        bench.restart();
        bench.mender.recover(Orders::read, Set.of());
        bench.take(bench.good("cmd-1"));
        // Then
        assertThat(bench.broker.taken).singleElement().satisfies(report -> {
            assertThat(report.status()).isEqualTo(Status.INTERRUPTED);
            assertThat(report.reason()).contains("1 of 1 targets are as they were");
        });
        assertThat(bench.node.deleted()).isEmpty();
    }

    @Test
    void aResultThatTheBrokerNeverTookIsToldOfByTheNextLife() throws IOException {
        // Given
        bench.take(bench.good("cmd-1"));
        bench.broker.down = true;
        bench.settle();
        assertThat(bench.node.deleted()).hasSize(1);
        bench.broker.down = false;
        bench.broker.taken.clear();
        // When
        bench.restart();
        bench.mender.recover(Orders::read, Set.of());
        bench.mender.turn();
        // Then
        assertThat(bench.broker.taken).extracting(Report::status).containsExactly(Status.INTERRUPTED);
        // And the life after that has nothing to tell
        bench.broker.taken.clear();
        bench.restart();
        bench.mender.recover(Orders::read, Set.of());
        assertThat(bench.broker.taken).isEmpty();
        assertThat(bench.node.deleted()).hasSize(1);
    }

    @Test
    void anEndThatTheTopicHasIsNotToldOfAgain() throws IOException {
        // Given
        var order = Orders.of(bench.good("cmd-1"));
        bench.journal().started(order, T);
        // When
        bench.restart();
        bench.mender.recover(Orders::read, Set.of("cmd-1"));
        // Then
        assertThat(bench.broker.taken).isEmpty();
        bench.take(bench.good("cmd-1"));
        assertThat(bench.node.deleted()).isEmpty();
    }
}
