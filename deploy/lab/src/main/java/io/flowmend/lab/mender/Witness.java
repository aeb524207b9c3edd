/* Licensed under Apache-2.0. */
package io.flowmend.lab.mender;

import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.process.ChildProcess;
import io.flowmend.lab.process.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Listens to the kernel with the reference tool: which entries of the node were destroyed, and by whom. */
final class Witness implements AutoCloseable {

    private static final Duration LISTENS_WITHIN = Duration.ofSeconds(5);

    private final ChildProcess process;

    private Witness(ChildProcess process) {
        this.process = process;
    }

    static Witness start(Path folder, LabNode node) {
        var process = ChildProcess.start(
                folder,
                "conntrack-events",
                node.namespace().inside(List.of("conntrack", "-E", "-e", "DESTROY", "-o", "extended,id")));
        Waiting.holdsWithin(LISTENS_WITHIN, process::alive);
        return new Witness(process);
    }

    /** All so far. */
    List<Destroyed> destroyed() {
        process.check();
        return process.lines().stream()
                .flatMap(line -> Destroyed.parse(line).stream())
                .toList();
    }

    @Override
    public void close() {
        process.close();
    }
}
