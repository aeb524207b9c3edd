/* Licensed under Apache-2.0. */
package io.flowmend.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Findings against the expectation, each as often as it is named. */
public record Comparison(List<Expected> missing, List<Expected> surplus) {

    public Comparison {
        missing = List.copyOf(missing);
        surplus = List.copyOf(surplus);
    }

    public static Comparison of(List<Expected> expected, List<Expected> found) {
        var missing = new ArrayList<>(expected);
        var surplus = new ArrayList<Expected>();
        for (var one : found) {
            if (!missing.remove(one)) {
                surplus.add(one);
            }
        }
        return new Comparison(missing, surplus);
    }

    public boolean equal() {
        return missing.isEmpty() && surplus.isEmpty();
    }

    /** One line for each difference. */
    public List<String> lines() {
        return Stream.concat(
                        missing.stream().map(one -> "expected and not found: " + one.line()),
                        surplus.stream().map(one -> "found and not expected: " + one.line()))
                .toList();
    }
}
