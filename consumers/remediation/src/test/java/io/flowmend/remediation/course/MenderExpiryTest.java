/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import static io.flowmend.remediation.course.MenderBench.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.remediation.support.TestCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a command is no longer obeyed, or not yet, and how long it may be made to live. */
class MenderExpiryTest {

    @AutoClose
    private MenderBench bench;

    @BeforeEach
    void start(@TempDir Path dir) throws IOException {
        bench = new MenderBench(dir);
    }

    @Test
    void aCommandIsRefusedFromTheMomentOfItsExpiryOn() {
        // Given
        bench.clocks.pass(Duration.ofSeconds(5).minusNanos(1));
        bench.take(bench.good("cmd-1"));
        bench.settle();
        assertThat(bench.node.deleted()).hasSize(1);
        // When
        bench.broker.taken.clear();
        bench.clocks.setWall(T.plusSeconds(5));
        bench.take(bench.signed(TestCommands.command("cmd-2", 2, T)));
        // Then
        assertThat(bench.refusal()).isEqualTo("expired");
        assertThat(bench.node.deleted()).hasSize(1);
    }

    @Test
    void aClockThatIsSetBackRevivesNothing() {
        // Given
        bench.clocks.pass(Duration.ofSeconds(6));
        bench.mender.turn();
        bench.take(bench.signed(TestCommands.command("cmd-0", 1, T.plusSeconds(6))));
        // When
        bench.clocks.setWall(T.plusSeconds(1));
        bench.broker.taken.clear();
        bench.take(bench.signed(TestCommands.command("cmd-1", 2, T)));
        // Then
        assertThat(bench.refusal()).isEqualTo("expired");
    }

    @Test
    void aCommandFromTheFutureAndOneThatLivesTooLongAreRefused() {
        bench.assertRefused(bench.signed(TestCommands.command("cmd-1", 1, T.plusMillis(2_001))), "from-the-future");
        bench.broker.taken.clear();
        bench.assertRefused(
                bench.signed(TestCommands.command("cmd-2", 1, T)
                        .setExpiresAt(T.plus(Duration.ofMinutes(1)).plusNanos(1_000))),
                "lives-too-long");
    }
}
