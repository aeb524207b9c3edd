/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What must come of a world, told by sorting everything. */
final class Oracle {

    private final World world;
    private final Map<String, Instant> apiWatermarks = new HashMap<>();
    private final List<Span> apiUnknown = new ArrayList<>();
    private final List<Message.ApiFact> apiFacts = new ArrayList<>();

    Oracle(World world) {
        this.world = world;
        var seen = new HashSet<Message>();
        for (var record : world.records()) {
            if (record instanceof Message.ApiFact fact && seen.add(fact)) {
                apiFacts.add(fact);
            } else if (record instanceof Message.ApiMark mark) {
                apiWatermarks.merge(mark.type() + mark.partition(), mark.watermark(), Chance::later);
                mark.unknown().ifPresent(span -> apiUnknown.add(new Span(span.from(), span.until())));
            }
        }
    }

    Outcome outcome() {
        var outcome = Outcome.empty();
        for (var name : world.nodes()) {
            var node = new OracleNode(world, name);
            node.released.stream().map(Outcome::id).forEach(outcome.released()::add);
            outcome.late().addAll(node.late);
            for (var subject : world.subjects()) {
                lane(name, node, subject, outcome);
            }
        }
        return outcome;
    }

    private Instant apiWatermark() {
        var all = world.apiPartitions() * World.TYPES.size();
        return apiWatermarks.size() < all
                ? Instant.MIN
                : apiWatermarks.values().stream().min(Instant::compareTo).orElseThrow();
    }

    private void lane(String name, OracleNode node, String subject, Outcome outcome) {
        var frontier = node.reached().isBefore(apiWatermark()) ? node.reached() : apiWatermark();
        var lane = new OracleLane(apiUnknown, node.unknown, node::citation, text -> outcome.log(name, subject, text));
        for (var fact : node.released) {
            if (subjectOf(fact).equals(subject)) {
                lane.own(fact);
            }
        }
        apiFacts.stream().filter(fact -> fact.subject().equals(subject)).forEach(lane::shared);
        lane.run(frontier);
    }

    private static String subjectOf(Fact fact) {
        return Payload.of(fact.payload()).subject();
    }
}
