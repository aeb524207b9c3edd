/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.demo.Demo;
import io.flowmend.local.demo.Scenario;
import io.flowmend.local.findings.Explanation;
import io.flowmend.local.part.Parts;
import io.flowmend.local.platform.Platform;
import io.flowmend.local.platform.Progress;
import io.flowmend.local.replay.PlainJson;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;

/**
 * Plays a scenario and shows what comes of it.
 *
 * @param once end afterwards, and let the exit code say whether all came as expected
 */
record DemoActivity(Scenario scenario, String topicPrefix, int partitions, boolean once, boolean json)
        implements Activity {

    @Override
    public ExitCode run(Platform platform, Parts parts, StopSignal stop, Progress progress)
            throws InterruptedException {
        var settings = new HashMap<>(platform.clientSettings());
        settings.put("topic.prefix", topicPrefix);
        var kafka = KafkaSettings.from(Settings.of(settings));
        progress.say("playing " + scenario.recording().records().size() + " recorded facts as if they happened now");
        var comparison = new Demo(scenario, kafka, partitions, Clock.systemUTC())
                .run(finding -> show(finding, progress), stop::asked);
        if (stop.asked()) {
            return ExitCode.FAILED;
        }
        comparison.lines().forEach(progress::say);
        progress.say(comparison.equal() ? "all came as expected" : "the demo did not come as expected");
        if (once) {
            return comparison.equal() ? ExitCode.OK : ExitCode.FAILED;
        }
        return Activity.watch().run(platform, parts, stop, progress);
    }

    /** The first state with all its evidence, later ones in a line. */
    private void show(Finding finding, Progress progress) {
        if (json) {
            System.out.println(PlainJson.write(finding));
        } else if (finding.getState() == FindingState.OPEN) {
            progress.say("finding");
            System.out.println(Explanation.of(finding).indent(10));
        } else {
            var last = finding.getTransitions().getLast();
            progress.say("finding " + finding.getId() + " is " + last.getState() + " after "
                    + Duration.between(finding.getBrokenAt(), last.getAt()).toMillis() + " ms: " + last.getReason());
        }
    }
}
