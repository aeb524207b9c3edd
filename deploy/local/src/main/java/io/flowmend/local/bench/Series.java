/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import java.util.ArrayList;
import java.util.List;

/** The rates of several rounds; never empty. */
public record Series(List<Double> values) {

    public Series {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a series needs a value");
        }
    }

    /** The middle one; of an even number the mean of the middle two. */
    public double median() {
        var sorted = new ArrayList<>(values);
        sorted.sort(null);
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double least() {
        return values.stream().min(Double::compare).orElseThrow();
    }

    public double most() {
        return values.stream().max(Double::compare).orElseThrow();
    }
}
