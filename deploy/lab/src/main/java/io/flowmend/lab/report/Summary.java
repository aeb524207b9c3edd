/* Licensed under Apache-2.0. */
package io.flowmend.lab.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.lab.world.Dataplane;
import java.util.List;
import java.util.Optional;

/**
 * All runs of one case.
 *
 * @param mendedByProxy whether the proxy mends it by itself, so that Flowmend has to leave it alone
 * @param wrong acts on anything that no run had broken
 * @param counts false on a mock API server, whose figures say nothing
 */
public record Summary(
        String name,
        Dataplane.Kind dataplane,
        boolean mendedByProxy,
        boolean counts,
        List<RunReport> on,
        List<RunReport> off,
        List<String> wrong) {

    private static final JsonMapper JSON = new JsonMapper();

    public Summary {
        on = List.copyOf(on);
        off = List.copyOf(off);
        wrong = List.copyOf(wrong);
    }

    public long mended() {
        return on.stream().filter(RunReport::mended).count();
    }

    public long mendedOff() {
        return off.stream().filter(RunReport::mended).count();
    }

    public long commands() {
        return on.stream().mapToLong(run -> run.course().commands()).sum();
    }

    /** All mended by whom it should be, by nobody else, and nothing wrong. */
    public boolean asItShould() {
        var left = mendedByProxy ? off.size() - mendedOff() : mendedOff();
        var spared = !mendedByProxy || commands() == 0;
        return mended() == on.size() && left == 0 && spared && wrong.isEmpty();
    }

    /** Nothing if no run was mended. */
    public Optional<Spread> millis() {
        return Spread.of(on.stream().flatMapToLong(run -> run.millis().stream()));
    }

    /** Of the runs that came so far; nothing if none did. */
    Optional<Spread> millis(Milestone milestone) {
        return Spread.of(
                on.stream().map(milestone::millis).flatMap(Optional::stream).mapToLong(Long::longValue));
    }

    /** One object in one line. */
    public String json() {
        var root = JSON.createObjectNode();
        var summary = root.putObject("summary")
                .put("case", name)
                .put("dataplane", dataplane.text())
                .put("runs", on.size())
                .put("mended", mended())
                .put("wrong", wrong.size())
                .put("commands", commands());
        var millis = summary.putObject("millis");
        millis().ifPresent(spread -> put(millis, spread));
        var milestones = summary.putObject("milestones");
        for (var milestone : Milestone.values()) {
            millis(milestone).ifPresent(spread -> put(milestones.putObject(milestone.key()), spread));
        }
        summary.putObject("off").put("runs", off.size()).put("mended", mendedOff());
        if (!counts) {
            summary.put("counts", false).put("why", "mock API server");
        }
        return root.toString();
    }

    private static void put(ObjectNode node, Spread spread) {
        node.put("p50", spread.p50()).put("p99", spread.p99()).put("max", spread.max());
    }
}
