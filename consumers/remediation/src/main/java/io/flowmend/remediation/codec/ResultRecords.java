/* Licensed under Apache-2.0. */
package io.flowmend.remediation.codec;

import io.flowmend.remediation.course.ItemReport;
import io.flowmend.remediation.course.Outcome;
import io.flowmend.remediation.course.Report;
import io.flowmend.remediation.course.Status;
import io.flowmend.schemas.remediation.ActMode;
import io.flowmend.schemas.remediation.ItemOutcome;
import io.flowmend.schemas.remediation.ItemResult;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.remediation.ResultStatus;
import java.util.concurrent.TimeUnit;

/** Reports as records of the results topic. */
public final class ResultRecords {

    /** More targets than this are told by the reason only (schema of the results). */
    static final int MOST_ITEMS = 64;

    public static RemediationResult of(Report report) {
        return RemediationResult.newBuilder()
                .setCommandId(report.order().id())
                .setFindingId(report.order().findingId())
                .setCluster(report.order().cluster())
                .setNode(report.order().node())
                .setAttempt(report.order().attempt())
                .setStatus(status(report.status()))
                .setMode(report.dryRun() ? ActMode.DRY_RUN : ActMode.ACT)
                .setReason(report.reason())
                .setAt(report.at())
                .setReceivedAt(report.receivedAt().orElse(null))
                .setActedAt(report.actedAt().orElse(null))
                .setDurationMicros(TimeUnit.NANOSECONDS.toMicros(report.took().toNanos()))
                .setNetlinkPorts(report.ports())
                .setItems(report.items().stream()
                        .limit(MOST_ITEMS)
                        .map(ResultRecords::item)
                        .toList())
                .build();
    }

    private static ItemResult item(ItemReport item) {
        return ItemResult.newBuilder()
                .setTarget(item.target())
                .setOutcome(outcome(item.outcome()))
                .setReason(item.outcome().words())
                .setBefore(item.before().orElse(null))
                .setAfter(item.after().orElse(null))
                .build();
    }

    private static ItemOutcome outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Mended _ -> ItemOutcome.MENDED;
            case Outcome.NothingLeft _ -> ItemOutcome.NOTHING_LEFT;
            case Outcome.Refused _ -> ItemOutcome.REFUSED;
            case Outcome.DryRun _ -> ItemOutcome.DRY_RUN;
            case Outcome.Failed _ -> ItemOutcome.FAILED;
        };
    }

    private static ResultStatus status(Status status) {
        return switch (status) {
            case STARTED -> ResultStatus.STARTED;
            case MENDED -> ResultStatus.MENDED;
            case NOTHING_LEFT -> ResultStatus.NOTHING_LEFT;
            case REFUSED -> ResultStatus.REFUSED;
            case DRY_RUN -> ResultStatus.DRY_RUN;
            case FAILED -> ResultStatus.FAILED;
            case INTERRUPTED -> ResultStatus.INTERRUPTED;
        };
    }

    private ResultRecords() {}
}
