/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What many races came to.
 *
 * @param wrongRuns races with a wrong effect
 * @param acts entries and sockets that were removed, in all
 * @param actingRuns races in which anything was
 * @param narrow truths that turned during the last reading before an act, or right after it
 * @param outcomes races by the last answer to their command
 * @param wrongs wrong effects by kind
 */
public record RaceSummary(
        int runs,
        int wrongRuns,
        int acts,
        int actingRuns,
        int narrow,
        SortedMap<String, Integer> outcomes,
        Map<Wrong, Integer> wrongs) {

    static RaceSummary none() {
        return new RaceSummary(0, 0, 0, 0, 0, new TreeMap<>(), new EnumMap<>(Wrong.class));
    }

    RaceSummary plus(RaceRun run) {
        outcomes.merge(run.outcome(), 1, Integer::sum);
        run.wrongs().forEach(wrong -> wrongs.merge(wrong, 1, Integer::sum));
        return new RaceSummary(
                runs + 1,
                wrongRuns + (run.wrongs().isEmpty() ? 0 : 1),
                acts + run.acts(),
                actingRuns + (run.acts() > 0 ? 1 : 0),
                narrow + run.narrow(),
                outcomes,
                wrongs);
    }
}
