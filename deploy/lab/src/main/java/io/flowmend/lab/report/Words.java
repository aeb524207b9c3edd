/* Licensed under Apache-2.0. */
package io.flowmend.lab.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flowmend.lab.world.Dataplane;
import java.util.ArrayList;
import java.util.List;

/** A run in words and as an object. */
public final class Words {

    private static final JsonMapper JSON = new JsonMapper();

    /** Times are milliseconds after the cause. */
    public static List<String> lines(RunReport run) {
        var lines = new ArrayList<String>();
        lines.add("run %d%s  %s  %s".formatted(run.number(), run.on() ? "" : " (off)", verdict(run), steps(run)));
        run.flows().stream().limit(1).forEach(flow -> lines.add("    " + flow + more(run)));
        run.course().records().forEach(record -> lines.add("    " + record));
        return lines;
    }

    /** One object in one line. */
    public static String json(String name, Dataplane.Kind dataplane, RunReport run) {
        var root = JSON.createObjectNode()
                .put("case", name)
                .put("dataplane", dataplane.text())
                .put("flowmend", run.on() ? "on" : "off")
                .put("run", run.number())
                .put("flow", run.flows().getFirst().toString())
                .put("flows", run.flows().size())
                .put("cause", run.cause().toString())
                .put("mended", run.mended())
                .put("says", run.mend().says());
        var millis = root.putObject("millis");
        for (var milestone : Milestone.values()) {
            milestone.millis(run).ifPresent(value -> millis.put(milestone.key(), value));
        }
        run.millis().ifPresent(value -> millis.put("mended", value));
        var records = root.putArray("records");
        run.course().records().forEach(records::add);
        return root.toString();
    }

    /** All runs of a case. */
    public static List<String> lines(Summary summary) {
        var lines = new ArrayList<String>();
        if (!summary.on().isEmpty()) {
            lines.add("%s on %s: %d of %d mended by %d commands, %d wrong%s"
                    .formatted(
                            summary.name(),
                            summary.dataplane().text(),
                            summary.mended(),
                            summary.on().size(),
                            summary.commands(),
                            summary.wrong().size(),
                            summary.millis()
                                    .map(mended -> ", " + text(mended) + " after the cause")
                                    .orElse("")));
            for (var milestone : Milestone.values()) {
                summary.millis(milestone)
                        .ifPresent(spread ->
                                lines.add("    " + milestone.text() + ": " + text(spread) + " after the cause"));
            }
        }
        summary.wrong().forEach(act -> lines.add("WRONG: " + act));
        if (!summary.off().isEmpty()) {
            lines.add("without Flowmend: %d of %d mended"
                    .formatted(summary.mendedOff(), summary.off().size()));
        }
        if (!summary.counts()) {
            lines.add("measured with a mock API server: no figure counts");
        }
        return lines;
    }

    private static String verdict(RunReport run) {
        var millis = run.millis();
        return millis.isPresent() ? "mended after " + millis.getAsLong() + " ms" : "NOT MENDED";
    }

    private static String steps(RunReport run) {
        var steps = new ArrayList<String>();
        steps.add("cause 0");
        for (var milestone : Milestone.values()) {
            milestone.millis(run).ifPresent(value -> steps.add(milestone.text() + " " + value));
        }
        steps.add(run.mend().says());
        return String.join(" > ", steps);
    }

    private static String more(RunReport run) {
        return run.flows().size() == 1 ? "" : " and " + (run.flows().size() - 1) + " more";
    }

    private static String text(Spread spread) {
        return "p50 %d ms, p99 %d ms, max %d ms".formatted(spread.p50(), spread.p99(), spread.max());
    }

    private Words() {}
}
