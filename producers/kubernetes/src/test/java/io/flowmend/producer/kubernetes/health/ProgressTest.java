/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.Publication.Tombstone;
import io.flowmend.producer.kubernetes.mark.Mark;
import io.flowmend.producer.kubernetes.mark.Mark.Gap;
import io.flowmend.producer.kubernetes.mark.Mark.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void aLoopThatDidNotTurnForLongerThanAMinuteIsNamed() {
        // Given
        var progress = new Progress(T0, Set.of(), true);
        // When
        progress.turned(Kind.POD, T0.plusSeconds(30));
        progress.canaryTurned(T0.plusSeconds(30));
        // Then
        assertThat(progress.health(T0.plus(Progress.LATELY)).good()).isTrue();
        assertThat(progress.health(T0.plus(Progress.LATELY).plusMillis(1)))
                .satisfies(status -> assertThat(status.good()).isFalse())
                .satisfies(status -> assertThat(status.detail())
                        .contains("watch of services")
                        .doesNotContain("pods"));
    }

    @Test
    void readyMeansAllListedAndTheirFirstMarksWritten() {
        // Given
        var progress = new Progress(T0, Set.of(Kind.POD), true);
        for (var kind : Kind.values()) {
            assertThat(progress.ready().detail()).contains(kind.plural() + ": not listed yet");
            progress.watching(kind);
        }
        assertThat(progress.ready().detail()).isEqualTo("pods: no mark yet");
        // When
        progress.marked(Kind.POD);
        // Then
        assertThat(progress.ready().good()).isTrue();
    }

    @Test
    void anOutageIsNewsOnceAndItsEndToo() {
        var progress = new Progress(T0, Set.of(), true);

        assertThat(progress.interrupted(Kind.NODE, "refused")).isTrue();
        assertThat(progress.interrupted(Kind.NODE, "still refused")).isFalse();
        assertThat(progress.ready().detail()).contains("nodes: still refused");
        assertThat(progress.watching(Kind.NODE)).isTrue();
        assertThat(progress.watching(Kind.NODE)).isFalse();
    }

    @Test
    void whatIsLostForGoodIsNeitherAliveNorReady() {
        // Given
        var progress = new Progress(T0, Set.of(), true);
        // When
        progress.failed(new IllegalStateException("fenced"));
        progress.failed(new IllegalStateException("later"));
        // Then
        assertThat(progress.health(T0).detail()).isEqualTo("failed: fenced");
        assertThat(progress.ready().good()).isFalse();
    }

    @Test
    void everyMeterIsDescribed() {
        // Given
        var registry = new SimpleMeterRegistry();
        var metrics = new KubernetesMetrics(registry, () -> T0);
        // When
        metrics.published(Kind.POD, new Tombstone("p", T0));
        metrics.marked(Kind.POD, new Mark(T0.minusSeconds(2), T0, Optional.of(new Gap(null, T0, Reason.START))));
        metrics.canaryFailed(Kind.POD);
        metrics.relisted(Kind.POD);
        metrics.opened(Kind.POD);
        metrics.clamped(Kind.POD);
        metrics.unreadable(Kind.POD, 2);
        metrics.objects(Kind.POD, 7);
        // Then
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
        assertThat(registry.get(KubernetesMetrics.LAG)
                        .tag("type", "pods")
                        .gauge()
                        .value())
                .isEqualTo(2.0);
        assertThat(registry.get(KubernetesMetrics.OBJECTS)
                        .tag("type", "pods")
                        .gauge()
                        .value())
                .isEqualTo(7.0);
        assertThat(registry.get(KubernetesMetrics.UNREADABLE).counter().count()).isEqualTo(2.0);
        assertThat(registry.get(KubernetesMetrics.MARKS)
                        .tag("gap", "start")
                        .counter()
                        .count())
                .isEqualTo(1.0);
    }
}
