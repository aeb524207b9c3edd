/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.detector.propagation.PropagationRule.Decided;
import io.flowmend.streams.detector.propagation.PropagationRule.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What became of changes on the nodes of one partition, until it is sent on. */
final class Tallies {

    private final int listed;
    private final TreeMap<Long, Tally> byRevision = new TreeMap<>();

    /** @param listed how many nodes a tally names */
    Tallies(int listed) {
        this.listed = listed;
    }

    Tally of(SliceChange change) {
        return byRevision.computeIfAbsent(change.revision(), Tally::new);
    }

    void doubted(SliceChange change) {
        of(change).doubted();
    }

    /** @param early before the change was settled */
    void add(String node, Decided decided, boolean early) {
        var tally = of(decided.change());
        switch (decided.outcome()) {
            case Outcome.Programmed(var took, var at) -> tally.programmed(node, took, at, early, listed);
            case Outcome.Unknown(var at) -> tally.unknown(at, early);
            case Outcome.Missing(var why, var at) -> tally.missing(node, why, at, early, listed);
        }
    }

    /** All since the last time, by revision. */
    List<Tally> take() {
        var all = new ArrayList<>(byRevision.values());
        byRevision.clear();
        return all;
    }
}
