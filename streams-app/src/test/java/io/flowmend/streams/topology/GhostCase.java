/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A topology, and a world of pods and flows towards them that it knows up to half a second. */
abstract class GhostCase extends WorldCase {

    GhostWorld ghosts;

    @BeforeEach
    void ghosts() {
        ghosts = new GhostWorld(driver, world);
    }

    List<FindingState> states() {
        return driver.findings().stream().map(Finding::getState).toList();
    }
}
