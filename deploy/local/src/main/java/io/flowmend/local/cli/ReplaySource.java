/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.config.InvalidSettings;
import io.flowmend.local.outcome.TimeForm;
import io.flowmend.local.replay.Recording;
import io.flowmend.local.replay.RecordingFolder;
import io.flowmend.local.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder that can be replayed: a recording, or a scenario, whose times are relative. */
record ReplaySource(String cluster, Recording recording, TimeForm times) {

    /** @throws InvalidSettings if it is neither, or cannot be read */
    static ReplaySource open(Path folder) {
        var recorded = new RecordingFolder(folder);
        if (recorded.exists()) {
            var content = recorded.read();
            return new ReplaySource(content.about().cluster(), content.recording(), TimeForm.ABSOLUTE);
        }
        if (!Files.exists(folder.resolve(Scenario.IN))) {
            throw new InvalidSettings(List.of("DIR is '" + folder + "', which is neither a recording ("
                    + RecordingFolder.INDEX + ") nor a scenario (" + Scenario.IN + ")"));
        }
        var scenario = Scenario.read(folder);
        return new ReplaySource(scenario.cluster(), scenario.recording(), TimeForm.since(scenario.start()));
    }
}
