/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.DirectReturn;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Why a reset is not, or not yet, the fault of a lost node. Asked for by people only. */
record Acquittal(NodeLossRule rule) {

    static final String API_UNKNOWN = "the API is not known at this time";

    /** Of a reset of which the rule suspects nothing; the arguments are the rule's. */
    String ofReset(String node, Heard.Reset reset, Rows rows, List<AddressFact> services) {
        var memory = rule.config().rowMemory();
        var carried = rows.after(reset.record().time(), memory);
        if (carried.byNode().containsKey(node)) {
            return "the node has, or had, the connection itself";
        }
        var last = carried.last();
        if (last.isEmpty()) {
            return "no node told of such a connection in the last " + memory.toSeconds() + " s";
        }
        return ofRow(NodeLossRule.name(last.get().getKey()), last.get().getValue(), reset)
                .orElseGet(() -> services.stream()
                        .findFirst()
                        .map(service -> ofService(service, last.get(), node))
                        .orElse("no service with a ready backend has the address, or the next node may choose another"
                                + " backend"));
    }

    private static Optional<String> ofRow(String carrier, Heard.Connection row, Heard.Reset reset) {
        if (row.gone()) {
            return Optional.of("the connection had ended on " + carrier);
        }
        if (!row.established()) {
            return Optional.of("the connection was not established on " + carrier);
        }
        if (!row.direct()) {
            return Optional.of("IPVS of " + carrier + " forwards otherwise than by mh and Tunnel");
        }
        return row.record().time().isBefore(reset.record().time())
                ? Optional.empty()
                : Optional.of(carrier + " did not tell of the connection before the reset");
    }

    private static String ofService(AddressFact service, Map.Entry<String, Heard.Connection> last, String node) {
        var name = "service " + service.namespace() + "/" + service.name();
        if (service.localOnly()
                || service.directReturn().filter(DirectReturn::local).isPresent()) {
            return name + " sends to local backends only: its connections end with their node";
        }
        if (!NodeLossRule.anyNodeServes(service, last.getValue().form(), node)) {
            return switch (last.getValue().form()) {
                case IPVS -> name + " is not by tunnel and mh: the next node may choose another backend";
                case NETFILTER ->
                    name + " has several backends, or is not translated here: the next node may choose another";
            };
        }
        var ip = last.getValue().backend();
        var home = service.backends().stream()
                .filter(backend -> backend.ip().equals(ip))
                .findFirst();
        if (home.isEmpty()) {
            return name + " has no ready backend " + ip;
        }
        return home.get()
                .node()
                .map(where -> where.equals(NodeLossRule.name(node))
                        ? "the backend is on the node itself: whose reset it was cannot be told"
                        : "the backend was on " + where + " and is lost with it")
                .orElse("where the backend " + ip + " runs is not known");
    }

    /** Of the resets that waited for this turn. */
    List<Harmless> ofBatch(Batch before, NodeLossDecision decision, Scene scene) {
        var lostAt = rule.lostAt(before, scene);
        return before.waiting().stream()
                .map(broken -> harmless(
                        broken.client(),
                        scene.cluster(),
                        scene.node(),
                        scene.address(),
                        scene.now(),
                        reason(broken, lostAt, decision, scene)))
                .toList();
    }

    private String reason(Broken broken, Optional<Instant> lostAt, NodeLossDecision decision, Scene scene) {
        if (lostAt.isEmpty()) {
            return decision.next()
                            .filter(batch -> batch.waiting().contains(broken))
                            .isPresent()
                    ? waits(scene.lost())
                    : scene.lost() + " is not lost";
        }
        if (rule.isOfLoss(broken, lostAt.get(), scene)) {
            return Harmless.NO_LONGER;
        }
        if (broken.at().isBefore(lostAt.get().minus(rule.config().skewBound()))) {
            return "it was reset before " + scene.lost() + " was lost";
        }
        if (broken.at().isAfter(rule.lastAt(lostAt.get()))) {
            return "it was reset later than hold time and RTO after the loss of " + scene.lost();
        }
        return NodeLossRule.outlives(broken, lostAt.get())
                ? scene.node() + " or the API is not known from the loss up to the reset"
                : "the connection may have ended before " + scene.lost() + " was lost";
    }

    static String waits(String lost) {
        return "whether " + lost + " is lost is not known yet";
    }

    static Harmless harmless(
            String client, String cluster, String node, ServiceAddress address, Instant at, String reason) {
        var subject = new Subject(
                cluster,
                node,
                Optional.empty(),
                Optional.empty(),
                address.text(),
                Optional.of(client + " -> " + address.text()),
                OptionalInt.empty());
        return new Harmless(NodeLossReport.RULE, subject, at, reason);
    }
}
