/* Licensed under Apache-2.0. */
package io.flowmend.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopsTest {

    @Test
    void aLoopTurnsUntilItIsClosed() throws Exception {
        var turns = new CountDownLatch(3);
        try (var loops = new Loops()) {
            loops.start("turns", turns::countDown);
            assertThat(turns.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(loops.fault()).isEmpty();
            assertThat(loops.failure()).isEmpty();
        }
    }

    @Test
    void aLoopThatBreaksIsNamedWithItsReasonAndTheOthersGoOn() throws Exception {
        var turns = new CountDownLatch(100);
        try (var loops = new Loops()) {
            loops.start("sound", turns::countDown);
            loops.start("watch", () -> {
                throw new IllegalStateException("no socket");
            });
            assertThat(turns.await(10, TimeUnit.SECONDS)).isTrue();
            while (loops.failure().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(loops.fault())
                    .hasValueSatisfying(fault -> assertThat(fault).contains("loop watch broke", "no socket"));
        }
    }

    @Test
    void aLoopThatDoesNotComeRoundIsNamed() throws Exception {
        var held = new CountDownLatch(1);
        try (var loop = Loop.start("publish", () -> await(held))) {
            var later = Instant.now().plusSeconds(16);
            assertThat(loop.fault(later, Duration.ofSeconds(15))).hasValue("loop publish does not turn");
            assertThat(loop.fault(later.minusSeconds(10), Duration.ofSeconds(15)))
                    .isEmpty();
            held.countDown();
        }
    }

    @Test
    void theLastToStartEndsFirst() {
        var ended = new CopyOnWriteArrayList<String>();
        var loops = new Loops();
        for (var name : List.of("publish", "watch")) {
            loops.start(name, () -> turnOnce(name, ended));
        }
        while (!ended.containsAll(List.of("publish", "watch"))) {
            Thread.onSpinWait();
        }
        loops.close();
        assertThat(ended.getLast()).isEqualTo("publish");
    }

    private static void turnOnce(String name, List<String> ended) {
        await(Duration.ofMillis(20));
        ended.add(name);
    }

    private static void await(Duration time) {
        await(new CountDownLatch(1), time);
    }

    private static void await(CountDownLatch latch) {
        await(latch, Duration.ofSeconds(10));
    }

    private static void await(CountDownLatch latch, Duration atMost) {
        try {
            latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
