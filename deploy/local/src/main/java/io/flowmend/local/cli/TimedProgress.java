/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.local.platform.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Each line with the time since the start, so that a slow step shows. */
public final class TimedProgress implements Progress {

    private final PrintStream out;
    private final long started = System.nanoTime();

    public TimedProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void say(String line) {
        var elapsed = Duration.ofNanos(System.nanoTime() - started);
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", elapsed.toMillis() / 1000.0, line));
    }
}
