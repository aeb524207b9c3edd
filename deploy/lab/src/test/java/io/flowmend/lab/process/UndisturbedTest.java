/* Licensed under Apache-2.0. */
package io.flowmend.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndisturbedTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void oneThatFailsDoesNotKeepTheOthersFromTheirEnd() {
        List<AutoCloseable> parts = List.of(
                () -> closed.add("first"),
                () -> {
                    throw new IllegalStateException("second");
                },
                () -> closed.add("third"),
                () -> {
                    throw new IllegalStateException("fourth");
                });
        assertThatThrownBy(() -> Undisturbed.close(parts))
                .hasMessageContainingAll("second", "fourth")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
        assertThat(closed).containsExactly("first", "third");
    }

    @Test
    void whoWasAskedToStopWaitsAllTheSameAndIsAskedAgain() {
        Thread.currentThread().interrupt();
        Undisturbed.close(List.of(() -> Thread.sleep(1), () -> closed.add("after the sleep")));
        assertThat(closed).hasSize(1);
        assertThat(Thread.interrupted()).isTrue();
    }
}
