/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.remediation.journal.Medium;

/** A disk that outlives the simulated process; a power cut tears the line that is being written. */
final class SimulatedJournal implements Medium {

    private final World world;
    private final StringBuilder text = new StringBuilder();
    private boolean started;

    SimulatedJournal(World world) {
        this.world = world;
    }

    @Override
    public String read() {
        return text.toString();
    }

    @Override
    public void append(String line) {
        try {
            world.writes();
        } catch (PowerCut cut) {
            text.append(line, 0, world.draw(line.length()));
            throw cut;
        }
        text.append(line);
        started |= line.contains(" STARTED ");
    }

    @Override
    public void replace(String all) {
        text.setLength(0);
        text.append(all);
    }

    /** Whether a start was ever written whole. */
    boolean hasStarted() {
        return started;
    }
}
