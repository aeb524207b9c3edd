/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import java.util.List;
import java.util.stream.Collectors;

/** A rule did not keep a law. */
record Breach(String rule, Law law, String what) {

    static String text(List<Breach> breaches) {
        return breaches.stream().map(Breach::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return rule + " " + law + ": " + what;
    }
}
