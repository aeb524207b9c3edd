/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Line;
import io.flowmend.local.scenario.World;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.remediation.Answer;
import io.flowmend.schemas.remediation.Approval;
import java.util.Map;

/** A person's word on a finding. */
final class ApprovalKind extends ClusterKind {

    ApprovalKind() {
        super("approval");
    }

    @Override
    public void happen(Line line, World world) {
        var fields = line.fields();
        var finding = fields.text("finding");
        world.write(
                Topics.APPROVALS,
                finding,
                line.at(),
                Approval.newBuilder()
                        .setFindingId(finding)
                        .setCluster(world.cluster())
                        .setAnswer(fields.choice(
                                "answer", Map.of("approve", Answer.APPROVE, "deny", Answer.DENY), "approve"))
                        .setBy(fields.text("by", "somebody"))
                        .setWhy(fields.optional("why").orElse(null))
                        .setAt(line.at())
                        .build());
    }
}
