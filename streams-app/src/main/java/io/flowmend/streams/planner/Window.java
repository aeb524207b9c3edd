/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Daily time, UTC, in which the planner commands by itself; it may span midnight.
 *
 * @param from first moment in it
 * @param until first moment after it
 */
public record Window(LocalTime from, LocalTime until) {

    /** @throws IllegalArgumentException if it is not {@code HH:MM-HH:MM} with two different times */
    public static Window read(String text) {
        var parts = text.split("-", -1);
        try {
            var window = new Window(LocalTime.parse(parts[0]), LocalTime.parse(parts[parts.length - 1]));
            if (parts.length == 2 && !window.from.equals(window.until)) {
                return window;
            }
        } catch (java.time.format.DateTimeParseException unreadable) {
            throw new IllegalArgumentException("'" + text + "'; allowed: HH:MM-HH:MM", unreadable);
        }
        throw new IllegalArgumentException("'" + text + "'; allowed: HH:MM-HH:MM, two different times");
    }

    boolean contains(Instant time) {
        var clock = LocalTime.ofInstant(time, ZoneOffset.UTC);
        return from.isBefore(until)
                ? !clock.isBefore(from) && clock.isBefore(until)
                : !clock.isBefore(from) || clock.isBefore(until);
    }

    String text() {
        return from + "-" + until + " UTC";
    }
}
