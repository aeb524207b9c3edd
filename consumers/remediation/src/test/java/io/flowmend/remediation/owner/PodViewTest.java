/* Licensed under Apache-2.0. */
package io.flowmend.remediation.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PodViewTest {

    private static final Instant GONE = Instant.parse("2026-11-21T06:00:00Z");
    private static final Duration STALE = Duration.ofSeconds(10);
    private static final int ROUNDS = 100_000;
    private static final Ip ADDRESS = Ip.parse("10.2.0.9");

    private long nanos;
    private final PodView view = new PodView(2, STALE, () -> nanos);

    @BeforeEach
    void owned() {
        view.apply(new Holding.Owns("uid", Set.of(ADDRESS)));
    }

    @Test
    void anOwnerIsBelievedEvenByAViewThatIsNotComplete() {
        assertThat(asked()).isInstanceOf(Ownership.Owns.class);
    }

    @Test
    void anEndIsBelievedOnceTheViewHasComeSoFarOnEveryPartition() {
        // Given
        view.apply(new Holding.Ended("uid"));
        view.marked(0, GONE);
        assertThat(asked()).isInstanceOf(Ownership.Unknown.class);
        view.completed();
        assertThat(asked()).isInstanceOf(Ownership.Unknown.class);
        view.marked(1, GONE.minusNanos(1));
        assertThat(asked()).isInstanceOf(Ownership.Unknown.class);
        // When
        view.marked(1, GONE);
        // Then
        assertThat(asked()).isInstanceOf(Ownership.OwnsNot.class);
    }

    @Test
    void aViewThatStandsStillSaysNothing() {
        // Given
        ended();
        nanos = STALE.toNanos();
        assertThat(asked()).isInstanceOf(Ownership.OwnsNot.class);
        // When
        nanos++;
        // Then
        assertThat(asked()).isInstanceOf(Ownership.Unknown.class);
    }

    @Test
    void aRecordThatForgetsTheAddressesIsNoRelease() {
        view.apply(new Holding.Owns("uid", Set.of()));
        assertThat(asked()).isInstanceOf(Ownership.Owns.class);
    }

    @Test
    void ofAPodWhoseRecordCannotBeReadNothingIsConcluded() {
        ended();
        view.doubtful("uid");
        assertThat(asked()).isInstanceOf(Ownership.Unknown.class);
    }

    @Test
    void whoAsksWhileADoubtEndsNeverHearsThatTheOwnerOwnsNot() throws InterruptedException {
        // Given
        ended();
        for (var pod = 0; pod < ROUNDS; pod++) {
            view.doubtful("pod-" + pod);
        }
        var asked = new AtomicInteger(-1);
        var writer = Thread.ofPlatform().start(() -> {
            for (var pod = 0; pod < ROUNDS; pod++) {
                while (asked.get() < pod) {
                    Thread.onSpinWait();
                }
                view.apply(new Holding.Owns("pod-" + pod, Set.of(ADDRESS)));
            }
        });
        // When
        var wrong = 0;
        for (var pod = 0; pod < ROUNDS; pod++) {
            asked.set(pod);
            var answer = view.owns("pod-" + pod, ADDRESS, GONE);
            while (answer instanceof Ownership.Unknown) {
                answer = view.owns("pod-" + pod, ADDRESS, GONE);
            }
            wrong += answer instanceof Ownership.OwnsNot ? 1 : 0;
        }
        writer.join();
        // Then
        assertThat(wrong).isZero();
    }

    @Test
    void anAddressInAnotherSpellingIsTheSame() {
        ended();
        view.apply(new Holding.Owns("uid", Set.of(Ip.parse("fd00:0:0::9"))));
        assertThat(view.owns("uid", Ip.parse("fd00::9"), GONE)).isInstanceOf(Ownership.Owns.class);
    }

    private void ended() {
        view.apply(new Holding.Ended("uid"));
        view.marked(0, GONE);
        view.marked(1, GONE);
        view.completed();
    }

    private Ownership asked() {
        return view.owns("uid", ADDRESS, GONE);
    }
}
