/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.local.part.Parts;
import io.flowmend.local.platform.Platform;
import io.flowmend.local.platform.Progress;
import java.time.Duration;

/** What {@code up} does once everything is ready. */
@FunctionalInterface
interface Activity {

    Duration CHECK = Duration.ofSeconds(1);

    ExitCode run(Platform platform, Parts parts, StopSignal stop, Progress progress) throws InterruptedException;

    /** Nothing, until it is stopped or the platform breaks. */
    static Activity watch() {
        return (platform, parts, stop, progress) -> {
            while (!stop.within(CHECK)) {
                if (!platform.registryAlive()) {
                    progress.say("the schema registry has ended; its words are in the log folder");
                    return ExitCode.FAILED;
                }
                var ended = parts.ended();
                if (ended.isPresent()) {
                    progress.say(ended.get());
                    return ExitCode.FAILED;
                }
            }
            return ExitCode.OK;
        };
    }
}
