/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A topology, and a world that it knows up to half a second. */
abstract class WorldCase {

    @TempDir
    Path state;

    PipelineDriver driver;
    World world;

    @BeforeEach
    void start() throws Exception {
        driver = new PipelineDriver(UUID.randomUUID().toString(), state);
        world = new World(driver);
        world.known(0.5);
    }

    @AfterEach
    void stop() {
        driver.close();
    }
}
