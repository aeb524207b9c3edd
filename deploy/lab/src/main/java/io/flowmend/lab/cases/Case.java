/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import io.flowmend.lab.world.Dataplane;
import io.flowmend.lab.world.World;
import java.time.Duration;

/** One fault that can be made again and again. */
public interface Case {

    /** As the command line names it. */
    String name();

    /** Who translates unless somebody asks for another. */
    Dataplane.Kind usualDataplane();

    /**
     * Makes a flow that works, proves that it does, and breaks it. Returns as soon as it is broken.
     *
     * @throws BadSetup if the flow did not work before or is not broken after
     */
    Breakage breakFlow(World world);

    /** How long a run is watched at most before it counts as not mended. */
    Duration patience();

    /** The same with Flowmend off; long enough that nobody can say it would have healed. */
    Duration patienceOff();

    /** Whether a proxy of this kind mends it by itself; Flowmend then has to leave it alone. */
    default boolean mendedBy(Dataplane.Kind dataplane) {
        return false;
    }

    /** Whether its runs together look like more than a cluster breaks in a minute, though each is one fault. */
    default boolean breaksManyServices() {
        return true;
    }

    /** How many runs may be broken at the same time without disturbing each other's figures. */
    default int atOnce() {
        return 1;
    }
}
