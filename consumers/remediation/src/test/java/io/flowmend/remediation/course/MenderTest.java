/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import static io.flowmend.remediation.course.MenderBench.BOUND;
import static io.flowmend.remediation.course.MenderBench.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.remediation.support.TestCommands;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a command that is signed and in time, and what this node may have against it. */
class MenderTest {

    @AutoClose
    private MenderBench bench;

    @BeforeEach
    void start(@TempDir Path dir) throws IOException {
        bench = new MenderBench(dir);
    }

    @Test
    void aGoodCommandIsAnnouncedActedOnAndVerified() {
        // When
        bench.take(bench.good("cmd-1"));
        bench.settle();
        // Then
        assertThat(bench.node.deleted()).containsExactly(TestCommands.entry(0));
        assertThat(bench.broker.taken).extracting(Report::status).containsExactly(Status.STARTED, Status.MENDED);
        var report = bench.broker.taken.getLast();
        assertThat(report.ports()).containsExactly(77L);
        assertThat(report.actedAt()).isPresent();
        assertThat(report.items()).singleElement().satisfies(item -> {
            assertThat(item.before().orElseThrow()).contains("UNREPLIED", "203.0.113.7:162", "id 100");
            assertThat(item.outcome().words()).isEqualTo("the entry is not there any more");
        });
    }

    @Test
    void aCommandForAnotherNodeIsNeitherActedOnNorAnswered() {
        // When
        bench.take(bench.signed(TestCommands.command("cmd-1", 1, T).setNode("node-b")));
        bench.take(bench.signed(TestCommands.command("cmd-2", 1, T).setCluster("other")));
        // Then
        assertThat(bench.node.deleted()).isEmpty();
        assertThat(bench.broker.taken).isEmpty();
    }

    @Test
    void aBatchAboveTheBoundIsRefusedWholeAndOneAtTheBoundIsNot() {
        // When
        bench.take(bench.signed(TestCommands.command("cmd-1", BOUND + 1, T)));
        // Then
        assertThat(bench.refusal()).isEqualTo("batch-too-large");
        assertThat(bench.node.deleted()).isEmpty();
        bench.take(bench.signed(TestCommands.command("cmd-2", BOUND, T)));
        assertThat(bench.node.deleted()).hasSize(BOUND);
    }

    @Test
    void theOffSwitchWorksWhileTheBrokerIsAway() throws IOException {
        // Given
        bench.broker.down = true;
        bench.switchOff();
        // When
        bench.take(bench.good("cmd-1"));
        // Then
        assertThat(bench.refusal()).isEqualTo("switched-off");
        assertThat(bench.node.deleted()).isEmpty();
    }

    @Test
    void nothingIsActedOnWhileTheBrokerIsAway() {
        // Given
        bench.broker.down = true;
        // When
        bench.take(bench.good("cmd-1"));
        bench.settle();
        // Then
        assertThat(bench.node.deleted()).isEmpty();
        assertThat(bench.broker.taken.getLast().status()).isEqualTo(Status.REFUSED);
        assertThat(bench.broker.taken.getLast().reason()).contains("away");
    }

    @Test
    void aNodeInDryRunDoesEverythingButTheAct() throws IOException {
        // Given
        bench.restartInDryRun();
        // When
        bench.take(bench.good("cmd-1"));
        // Then
        assertThat(bench.node.deleted()).isEmpty();
        assertThat(bench.broker.taken).singleElement().satisfies(report -> {
            assertThat(report.status()).isEqualTo(Status.DRY_RUN);
            assertThat(report.dryRun()).isTrue();
        });
    }
}
