/* Licensed under Apache-2.0. */
package io.flowmend.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.cli.ExitCode;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LifeTest {

    @Test
    void whatIsLostForGoodEndsTheProcessAsFailed() throws Exception {
        var looks = new AtomicInteger();
        try (var life = new Life("node producer")) {
            var end = life.awaitEnd(() -> looks.incrementAndGet() < 3
                    ? Optional.empty()
                    : Optional.of(new IllegalStateException("no socket")));
            assertThat(end).isEqualTo(ExitCode.FAILED);
            assertThat(looks).hasValue(3);
        }
    }
}
