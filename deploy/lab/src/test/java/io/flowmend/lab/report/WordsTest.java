/* Licensed under Apache-2.0. */
package io.flowmend.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.lab.cases.Breakage.Mend;
import io.flowmend.lab.world.Dataplane;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Instant CAUSE = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void theMilestonesOfAllRunsAreToldAsFarAsTheyCame() {
        var runs = List.of(run(1, 10, 12, 20), run(2, 14, 15, 30), undetected(3));
        var lines = Words.lines(new Summary("unnated", Dataplane.Kind.NFT, false, true, runs, List.of(), List.of()));
        assertThat(lines)
                .containsExactly(
                        "unnated on nft: 2 of 3 mended by 2 commands, 0 wrong, p50 25 ms, p99 35 ms, max 35 ms after the cause",
                        "    detected: p50 10 ms, p99 14 ms, max 14 ms after the cause",
                        "    command readable: p50 12 ms, p99 15 ms, max 15 ms after the cause",
                        "    acted: p50 20 ms, p99 30 ms, max 30 ms after the cause");
    }

    private static RunReport run(int number, long detected, long command, long acted) {
        var course = new Course(after(detected), after(command), after(acted), List.of(), 1, 1);
        var mended = new Mend.Mended(CAUSE.plusMillis(acted + 5), "the pod receives");
        return new RunReport(true, number, List.of(), CAUSE, mended, course);
    }

    private static RunReport undetected(int number) {
        return new RunReport(true, number, List.of(), CAUSE, new Mend.Broken("nothing came"), Course.NONE);
    }

    private static Optional<Instant> after(long millis) {
        return Optional.of(CAUSE.plusMillis(millis));
    }
}
