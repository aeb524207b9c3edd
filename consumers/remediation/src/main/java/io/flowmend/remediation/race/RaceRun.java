/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What one race did.
 *
 * @param seed runs it again, alone
 * @param form fault that the command was about
 * @param changes what struck, in order
 * @param outcome last answer to the command; {@code NONE} if there was none
 * @param reason words of that answer
 * @param acts entries and sockets that were removed
 * @param narrow truths that turned during the last reading before an act, or right after it
 * @param lives how often the executor was started
 * @param took simulated time
 * @param wrongs empty if no effect was wrong
 */
public record RaceRun(
        long seed,
        String form,
        List<String> changes,
        String outcome,
        String reason,
        int acts,
        int narrow,
        int lives,
        Duration took,
        List<Wrong> wrongs) {

    public RaceRun {
        changes = List.copyOf(changes);
        wrongs = List.copyOf(wrongs);
    }

    /** One JSON object on one line. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"seed\":%d,\"form\":\"%s\",\"changes\":%s,\"outcome\":\"%s\",\"reason\":\"%s\",\"acts\":%d,\"narrow\":%d,"
                        + "\"lives\":%d,\"tookMicros\":%d,\"wrongs\":%s}",
                seed,
                form,
                list(changes),
                outcome,
                reason.replace("\\", "\\\\").replace("\"", "\\\""),
                acts,
                narrow,
                lives,
                took.toNanos() / 1_000,
                list(wrongs));
    }

    private static String list(List<?> some) {
        return some.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(",", "[", "]"));
    }
}
