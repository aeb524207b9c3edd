/* Licensed under Apache-2.0. */
package io.flowmend.common.config;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A bound on a setting, and its words for people.
 *
 * @param allowed what is allowed, e.g. {@code > 0}
 */
public record Check<T>(String allowed, Predicate<T> test) {

    public boolean accepts(T value) {
        return test.test(value);
    }

    public static <T> Check<T> any(String allowed) {
        return new Check<>(allowed, value -> true);
    }

    public static Check<String> oneOf(String... allowed) {
        var values = List.of(allowed);
        return new Check<>(String.join(", ", allowed), values::contains);
    }

    public static Check<Duration> positive() {
        return new Check<>("a duration > 0, e.g. 500ms, 2s, 10m", value -> value.isPositive());
    }

    public static Check<Duration> notNegative() {
        return new Check<>("a duration >= 0, e.g. 0s, 100ms", value -> !value.isNegative());
    }

    public static Check<Integer> between(int least, int most) {
        return new Check<>(least + " to " + most, value -> value >= least && value <= most);
    }

    public static Check<String> matching(String regex, String allowed) {
        return new Check<>(allowed, value -> value.matches(regex));
    }

    public static Check<String> notBlank() {
        return new Check<>("a text that is not blank", value -> !value.isBlank());
    }
}
