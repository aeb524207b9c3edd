/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.keys.KeyFolder;
import io.flowmend.common.keys.KeyMaker;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.Verdict;
import io.flowmend.schemas.telemetry.Author;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.ProxyKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The topology with a planner that may sign, and the records of one un-NATed entry. */
abstract class PlannerCase {

    static final long PORT = 4242;

    @TempDir
    Path folder;

    KeyFolder keys;
    private @Nullable PipelineDriver driver;
    World world;

    @BeforeEach
    @SuppressWarnings("NullAway.Init") // start() sets the world
    void keys() throws Exception {
        keys = new KeyFolder(folder.resolve("keys"));
        new KeyMaker(keys).make();
    }

    @AfterEach
    void stop() {
        if (driver != null) {
            driver.close();
        }
    }

    /** Without eager commands unless a test says so: it is what a replay does. */
    PipelineDriver start(Map<String, String> more) throws Exception {
        var values = new HashMap<>(
                Map.of("planner.keys", keys.path().toString(), "planner.mode", "auto", "streams.eager", "false"));
        values.putAll(more);
        var started = new PipelineDriver(UUID.randomUUID().toString(), folder.resolve("state"), values);
        driver = started;
        world = new World(started);
        world.proxy(ProxyKind.NONE, null);
        world.known(0.5);
        return started;
    }

    static List<FindingState> states(List<Finding> findings) {
        return findings.stream().map(Finding::getState).toList();
    }

    static List<Verdict> verdicts(List<Decision> decisions) {
        return decisions.stream().map(Decision::getVerdict).toList();
    }

    void broken() {
        world.brokenFlow();
        world.known(7);
    }

    static RemediationCommand command(PipelineDriver from) {
        var commands = from.commands();
        assertThat(commands).hasSize(1);
        return commands.getFirst();
    }

    void ended(double at, long port) {
        world.sees(at, FlowKind.DESTROYED, entry -> entry.setAuthor(new Author(port, null)));
        world.known(at + 1);
    }
}
