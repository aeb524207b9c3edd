/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/** Times of a scenario: {@code 500ms}, {@code 2.5s}, {@code 3m}, {@code 1h}, since its beginning. */
public final class RelativeTime {

    private static final Pattern SHAPE = Pattern.compile("(-?\\d+(?:\\.\\d{1,6})?)(ms|s|m|h)");

    /** @throws IllegalArgumentException that says what is allowed */
    public static Duration parse(String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "'; allowed: a time like 500ms, 2.5s, 3m or 1h");
        }
        var nanos = switch (parts.group(2)) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
        return Duration.ofNanos(new BigDecimal(parts.group(1))
                .multiply(BigDecimal.valueOf(nanos))
                .longValue());
    }

    /** In seconds, to the microsecond. */
    public static String of(Duration time) {
        var seconds = BigDecimal.valueOf(time.toNanos() / 1000, 6).stripTrailingZeros();
        return seconds.toPlainString() + "s";
    }

    private RelativeTime() {}
}
