/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.order.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Words and evidence of the detector's findings. */
final class PropagationReport {

    static final String RULE = "propagation";
    static final String STALLED = "stalled-proxy";
    static final String MOST = "api-or-source";
    private static final int VERSION = 1;
    private static final String PROXY = "service proxy";
    private static final String ADVICE =
            "Look at the proxy of this node: its log, its last sync, the node's dmesg for soft"
                    + " lockups of nft (kubernetes/kubernetes #135639), and whether nft crashes on sets that a newer nft made"
                    + " (#136786); #135323 is of the same kind. Until it syncs the node sends to endpoints that are gone."
                    + " Restarting the proxy's pod makes it write all rules anew.";
    private static final String ADVICE_MOST =
            "Not the proxies one by one: look at what they share, the API server's watch"
                    + " of EndpointSlices, the load that the change made, and the agents' source of acknowledgements.";

    /** One node's proxy, as its own records show it; what the others do is not known here. */
    static Finding late(Turn turn, ProxyState state, SliceChange change, NodeBeat beat, ProxySaid proxy) {
        var lane = turn.lane();
        var node = lane.substring(lane.indexOf('/') + 1);
        var waited = Duration.between(change.at(), turn.now());
        var said = proxy.lastSync().isPresent()
                ? proxy
                : new ProxySaid(proxy.kind(), proxy.version(), state.standing().lastSync());
        var lines = new ArrayList<Evidence>();
        lines.add(new Evidence(words(change) + " came", change.record()));
        state.standing()
                .record()
                .ifPresent(record -> lines.add(new Evidence(
                        "the proxy's last acknowledgement, of revision "
                                + state.standing().revision(),
                        record)));
        lines.add(new Evidence("the node lives and nothing of a later revision came up to here", beat.record()));
        return finding(
                subject(lane.substring(0, lane.indexOf('/')), node),
                "revision " + change.revision(),
                STALLED,
                "The service proxy of node " + node + " (" + said.words() + ") stands at revision "
                        + state.standing().revision() + " and has not programmed " + words(change) + " for "
                        + waited.toSeconds() + " s.",
                ADVICE,
                change.at(),
                turn.now(),
                new BlastRadius(0, 0, 1),
                lines);
    }

    /** The same with what the others did, which makes it this node's own fault. */
    static Finding alone(Finding late, long others, long inTime, Duration stalled) {
        var why = others == 0
                ? "no other node's proxy is watched"
                : inTime + " of " + others + " other nodes had programmed it within " + stalled.toSeconds() + " s";
        return late.lived(
                late.epoch(), List.of(new Transition(FindingState.OPEN, late.detectedAt(), why)), late.evidence());
    }

    /** Most nodes are late. */
    static Finding most(Finding first, long watched, long inTime, Duration stalled) {
        var late = watched - inTime;
        return finding(
                subject(first.subject().cluster(), ""),
                first.epoch(),
                MOST,
                late + " of " + watched + " watched nodes had not programmed a change after " + stalled.toSeconds()
                        + " s: it is not one node.",
                ADVICE_MOST,
                first.brokenAt(),
                first.detectedAt(),
                new BlastRadius(0, 0, (int) late),
                first.evidence());
    }

    static Finding ended(Finding open, FindingState state, Instant at, String reason, List<Evidence> lines) {
        return open.then(new Transition(state, at, reason), lines);
    }

    static String words(SliceChange change) {
        return "slice " + change.slice() + " of service " + change.service() + " "
                + change.kind().name().toLowerCase(Locale.ROOT) + " (revision " + change.revision() + ")";
    }

    private static Subject subject(String cluster, String node) {
        return new Subject(
                cluster, node, Optional.empty(), Optional.empty(), PROXY, Optional.empty(), OptionalInt.empty());
    }

    private static Finding finding(
            Subject subject,
            String epoch,
            String cause,
            String summary,
            String advice,
            Instant brokenAt,
            Instant at,
            BlastRadius blast,
            List<Evidence> lines) {
        return new Finding(
                RULE,
                VERSION,
                subject,
                epoch,
                cause,
                summary,
                advice,
                cause.equals(STALLED) ? Confidence.CERTAIN : Confidence.LIKELY,
                Severity.CRITICAL,
                false,
                blast,
                Optional.empty(),
                false,
                brokenAt,
                at,
                List.of(new Transition(FindingState.OPEN, at, summary)),
                lines);
    }

    private PropagationReport() {}
}
