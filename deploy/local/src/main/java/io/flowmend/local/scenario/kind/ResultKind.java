/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.remediation.ActMode;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.remediation.ResultStatus;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an executor says of a command. */
final class ResultKind extends ClusterKind {

    ResultKind() {
        super("result");
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var command = fields.text("command");
        var statuses = Arrays.stream(ResultStatus.values())
                .collect(Collectors.toMap(
                        ResultStatus::name, Function.identity(), (one, _) -> one, java.util.TreeMap::new));
        var port = fields.number("netlinkPort", -1);
        world.write(
                Topics.RESULTS,
                command,
                line.at(),
                RemediationResult.newBuilder()
                        .setCommandId(command)
                        .setFindingId(fields.text("finding"))
                        .setCluster(world.cluster())
                        .setNode(fields.text("node"))
                        .setAttempt(Math.toIntExact(fields.number("attempt", 1)))
                        .setStatus(fields.choice("status", statuses, "MENDED"))
                        .setMode(ActMode.ACT)
                        .setReason(fields.text("reason", ""))
                        .setAt(line.at())
                        .setDurationMicros(1000)
                        .setNetlinkPorts(port < 0 ? List.of() : List.of(port))
                        .build());
    }
}
