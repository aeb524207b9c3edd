/* Licensed under Apache-2.0. */
package io.flowmend.lab.mender;

import io.flowmend.lab.cases.Breakage;
import io.flowmend.lab.cases.Bystanders;
import io.flowmend.lab.process.Undisturbed;
import io.flowmend.lab.world.Flow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says which acts were wrong: commands at, and destroyed entries of, anything but flows that a run had broken, and bystanders that
 * came to harm. Three witnesses, of which only the first is Flowmend's own.
 */
public final class Judge implements AutoCloseable {

    private final Courses courses;
    private final Witness witness;
    private final Bystanders bystanders;
    private final Set<Flow> allowed = new HashSet<>();

    Judge(Courses courses, Witness witness, Bystanders bystanders) {
        this.courses = courses;
        this.witness = witness;
        this.bystanders = bystanders;
    }

    /** From here on these flows may be acted upon. */
    public synchronized void allow(Breakage breakage) {
        allowed.addAll(breakage.flows());
    }

    /** All that has been wrong; asked when every run is over, for a flow is allowed only after it was broken. */
    public synchronized List<String> wrong() {
        var wrong = new ArrayList<String>();
        courses.commandsElsewhere(allowed).forEach(command -> wrong.add("not broken: " + command));
        var ports = courses.executorPorts();
        witness.destroyed().stream()
                .filter(entry -> ports.contains(entry.port()) && !allowed.contains(entry.flow()))
                .forEach(entry -> wrong.add("entry destroyed: " + entry.flow()));
        bystanders.harmed().forEach(harm -> wrong.add("bystander: " + harm));
        return wrong;
    }

    @Override
    public void close() {
        Undisturbed.close(List.of(witness, bystanders));
    }
}
