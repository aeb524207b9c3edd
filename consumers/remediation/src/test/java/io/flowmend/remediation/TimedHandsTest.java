/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.remediation.course.ActTimeout;
import io.flowmend.remediation.support.TestCommands;
import io.flowmend.remediation.support.TestNode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel does not answer an act. */
class TimedHandsTest {

    private final CountDownLatch answer = new CountDownLatch(1);
    private final TestNode node = new TestNode();
    private final TimedHands hands = new TimedHands(node, Duration.ofMillis(20));

    @BeforeEach
    void anActHangs() {
        node.atDelete(() -> {
            try {
                answer.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(() -> hands.delete(TestCommands.entry(0))).isInstanceOf(ActTimeout.class);
    }

    @AfterEach
    void close() {
        answer.countDown();
        hands.close();
    }

    @Test
    void nothingIsReadWhileAnActHangs() {
        assertThat(hands.isStuck()).isTrue();
        assertThatThrownBy(() ->
                        hands.isLocal(TestCommands.entry(0).key().original().source()))
                .isInstanceOf(ActTimeout.class);
    }

    @Test
    void whoWaitsForRulesGoesOnWhileAnActHangs() {
        assertThatCode(() -> Executor.awaitRules(hands)).doesNotThrowAnyException();
    }
}
