/* Licensed under Apache-2.0. */
package io.flowmend.lab;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.remediation.race.RaceHarness;

/** Races between commands and a world that changes under them; nothing of this machine is touched. */
record RaceSession(int races, long seed, boolean json) {

    ExitCode run() {
        var summary = new RaceHarness().run(races, seed, race -> {
            if (json) {
                System.out.println(race.json());
            } else if (!race.wrongs().isEmpty()) {
                System.out.println("seed " + race.seed() + ": " + race.wrongs() + " after " + race.changes());
            }
        });
        if (json) {
            System.out.printf(
                    "{\"summary\":{\"case\":\"races\",\"runs\":%d,\"acts\":%d,\"wrong\":%d,\"narrow\":%d}}%n",
                    summary.runs(), summary.acts(), summary.wrongRuns(), summary.narrow());
        } else {
            System.out.printf(
                    "%d races from seed %d: %d acts in %d, %d wrong, %d narrow; %s%n",
                    summary.runs(),
                    seed,
                    summary.acts(),
                    summary.actingRuns(),
                    summary.wrongRuns(),
                    summary.narrow(),
                    summary.outcomes());
        }
        return summary.wrongRuns() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
