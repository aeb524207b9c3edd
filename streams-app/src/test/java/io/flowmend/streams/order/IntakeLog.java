/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Notes what leaves the intake, in words. */
final class IntakeLog implements Intake.Output {

    private final List<String> lines = new ArrayList<>();
    private final List<NodeFrame.Change> changes = new ArrayList<>();

    @Override
    public void released(Fact fact) {
        lines.add("released " + fact.bootId() + "#" + fact.sequence());
    }

    @Override
    public void late(Fact fact, Instant frontier) {
        lines.add("late " + fact.bootId() + "#" + fact.sequence());
    }

    @Override
    public void duplicate(Fact fact) {
        lines.add("duplicate " + fact.bootId() + "#" + fact.sequence());
    }

    @Override
    public void changed(NodeFrame.Change change) {
        changes.add(change);
    }

    /** What came since it was asked last. */
    List<String> lines() {
        var seen = List.copyOf(lines);
        lines.clear();
        return seen;
    }

    NodeFrame.Change lastChange() {
        return changes.getLast();
    }

    int changes() {
        return changes.size();
    }
}
