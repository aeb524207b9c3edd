/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What holds for a whole scenario; the line {@code {"scenario": {...}}} may say it.
 *
 * @param start the time 0s
 * @param heartbeat how often each node says how far it has seen everything
 * @param mark how often the API's side says so
 * @param end until when both go on; by default {@link #TAIL} after the last event
 */
record Setting(String cluster, Instant start, Duration heartbeat, Duration mark, Optional<Duration> end) {

    static final Duration TAIL = Duration.ofSeconds(10);
    static final Setting USUAL = new Setting(
            "local",
            Instant.parse("2026-01-01T00:00:00Z"),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Optional.empty());

    static Setting from(Fields fields) {
        var setting = new Setting(
                fields.text("cluster", USUAL.cluster()),
                fields.read("start", Setting::instant).orElse(USUAL.start()),
                positive(fields, "heartbeat", USUAL.heartbeat()),
                positive(fields, "mark", USUAL.mark()),
                fields.time("end"));
        fields.done();
        return setting;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (java.time.DateTimeException wrong) {
            throw new IllegalArgumentException("'" + text + "'; allowed: a time like 2026-01-01T00:00:00Z", wrong);
        }
    }

    private static Duration positive(Fields fields, String name, Duration usual) {
        var time = fields.time(name).orElse(usual);
        if (time.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException(
                    "scenario." + name + " is " + RelativeTime.of(time) + "; allowed: at least 10ms");
        }
        return time;
    }
}
