/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.demo.Demo;
import io.flowmend.local.demo.DemoScenario;
import io.flowmend.local.demo.ScenarioNode;
import io.flowmend.local.part.Parts;
import io.flowmend.local.platform.Platform;
import io.flowmend.local.platform.Progress;
import java.time.Clock;
import java.util.HashMap;
import java.util.Optional;

/**
 * Plays a scenario and shows what comes of it.
 *
 * @param once end afterwards, and let the exit code say whether all came as expected
 */
record DemoActivity(
        DemoScenario scenario,
        Optional<ScenarioNode> node,
        String topicPrefix,
        int partitions,
        boolean once,
        boolean json)
        implements Activity {

    @Override
    public ExitCode run(Platform platform, Parts parts, StopSignal stop, Progress progress)
            throws InterruptedException {
        var settings = new HashMap<>(platform.clientSettings());
        settings.put("topic.prefix", topicPrefix);
        var kafka = KafkaSettings.from(Settings.of(settings));
        progress.say("playing " + scenario.recording().records().size() + " recorded facts as if they happened now");
        var demo = new Demo(scenario, node, kafka, partitions, Clock.systemUTC());
        var comparison = demo.run(new Narration(progress, json), stop::asked);
        if (stop.asked()) {
            return ExitCode.FAILED;
        }
        progress.say("what came of it\n" + demo.story().table().indent(10).stripTrailing());
        comparison.lines().forEach(progress::say);
        progress.say(comparison.equal() ? "all came as expected" : "the demo did not come as expected");
        if (once) {
            return comparison.equal() ? ExitCode.OK : ExitCode.FAILED;
        }
        return Activity.watch().run(platform, parts, stop, progress);
    }
}
