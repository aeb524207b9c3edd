/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.Fact;
import io.flowmend.streams.order.Lanes;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The core's lanes over one partition, with the toy rule behind them. */
final class AddressStage extends Stage {

    private final Set<String> api;
    private final Set<String> intakes;
    private final List<String> nodes;
    private final List<Message> results;
    private final Map<String, Position> applied = new HashMap<>();
    private final Map<String, Instant> drained = new HashMap<>();
    private Lanes lanes;

    AddressStage(Set<String> api, Set<String> intakes, List<String> nodes, List<Message> results) {
        this.api = api;
        this.intakes = intakes;
        this.nodes = nodes;
        this.results = results;
        this.lanes = new Lanes(store, api, intakes);
    }

    @Override
    void open() {
        lanes = new Lanes(store, api, intakes);
        applied.clear();
        drained.clear();
    }

    @Override
    void take(Message message) {
        var host = new RuleHost(store, applied, line -> write(results, line));
        switch (message) {
            case Message.Released(var fact) -> own(fact);
            case Message.Shared(var position, var payload) ->
                require(lanes.shared(Payload.of(payload).subject(), position, payload), message);
            case Message.ApiTold(var frame) -> lanes.accept(frame, host);
            case Message.NodesTold(var frame) -> lanes.accept(frame, host);
            default -> throw new AssertionError("not for addresses: " + message);
        }
    }

    private void own(Fact fact) {
        var position = new Position(fact.time(), Rank.OWN, fact.source() + "/" + fact.bootId(), fact.sequence());
        var subject = Payload.of(fact.payload()).subject();
        require(lanes.own(fact.node(), subject, position, fact.payload()), new Message.Released(fact));
    }

    private static void require(boolean taken, Message message) {
        if (!taken) {
            throw new AssertionError("came after it was passed: " + message);
        }
    }

    @Override
    void check() {
        for (var node : nodes) {
            var now = lanes.drained(node);
            var before = drained.put(node, now);
            if (now.isAfter(lanes.apiWatermark()) || (before != null && now.isBefore(before))) {
                throw new AssertionError(
                        node + " drained to " + now + " from " + before + ", API at " + lanes.apiWatermark());
            }
        }
    }
}
