/* Licensed under Apache-2.0. */
package io.flowmend.common.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The threads of a process that do something again and again; one that breaks stays broken, and health says so. */
public final class Loops implements AutoCloseable {

    private static final Duration LATELY = Duration.ofSeconds(15);

    private final List<Loop> loops = new ArrayList<>();

    /** Takes turns from now on, in a thread of that name. */
    public void start(String name, Runnable turn) {
        loops.add(Loop.start(name, turn));
    }

    /** Which loop broke, or has not come round in the last 15 s; empty if all do. */
    public Optional<String> fault() {
        var now = Instant.now();
        return loops.stream().flatMap(loop -> loop.fault(now, LATELY).stream()).findFirst();
    }

    /** What broke a loop for good. */
    public Optional<Throwable> failure() {
        return loops.stream().flatMap(loop -> loop.broken().stream()).findFirst();
    }

    /** Ends them, the last one first, each after the turn that is under way. */
    @Override
    public void close() {
        loops.reversed().forEach(Loop::close);
    }
}
