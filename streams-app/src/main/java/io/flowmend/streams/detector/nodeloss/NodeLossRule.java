/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** When a reset by one node is the fault of another one's loss (field guide, section 5B.3). */
public record NodeLossRule(NodeLossConfig config) {

    /** A reset that may be one: who carried the connection, through which service. */
    record Suspect(String lost, Heard.Connection row, AddressFact service) {}

    /**
     * @param node the one that reset
     * @param rows what is known of the client's connections, on any node
     * @param services what the services say of the address at that time
     */
    Optional<Suspect> onReset(String node, Heard.Reset reset, Rows rows, List<AddressFact> services) {
        var carried = rows.after(reset.record().time(), config.rowMemory());
        if (carried.byNode().containsKey(node)) {
            return Optional.empty(); // it has, or had, the connection: it saw the SYN, and nothing was lost on the way
        }
        return carried.last()
                .filter(last -> isOpen(last.getValue(), reset))
                .flatMap(last -> services.stream()
                        .filter(service -> isServed(service, last, node))
                        .findFirst()
                        .map(service -> new Suspect(last.getKey(), last.getValue(), service)));
    }

    private static boolean isOpen(Heard.Connection row, Heard.Reset reset) {
        return row.established()
                && row.direct()
                && !row.gone()
                && row.record().time().isBefore(reset.record().time());
    }

    /** The service would have been served by any node with the same backend, and that lives on neither of the two. */
    private static boolean isServed(AddressFact service, Map.Entry<String, Heard.Connection> last, String node) {
        var row = last.getValue();
        return service.address().protocol() == ServiceAddress.TCP
                && !service.localOnly()
                && anyNodeServes(service, row.form(), node)
                && service.backends().stream()
                        .filter(backend -> backend.ip().equals(row.backend()))
                        .anyMatch(backend -> backend.node()
                                .filter(home -> !home.equals(name(node)) && !home.equals(name(last.getKey())))
                                .isPresent());
    }

    /** Whichever node gets a packet, it would choose the same backend for it. */
    static boolean anyNodeServes(AddressFact service, Form form, String node) {
        return switch (form) {
            case IPVS ->
                service.directReturn().filter(dsr -> dsr.isMaglevTunnel()).isPresent();
            case NETFILTER ->
                service.isNattedOn(name(node)) && service.backends().size() == 1;
        };
    }

    /** {@code cluster/node} without its cluster. */
    static String name(String lane) {
        return lane.substring(lane.indexOf('/') + 1);
    }

    /** When a batch that has just been added to is to be judged. */
    Instant dueAfter(Broken broken) {
        return broken.at().plus(config.confirm());
    }

    /** The last moment at which a client of a node that was lost then can come. */
    Instant lastAt(Instant lostAt) {
        return lostAt.plus(config.hold()).plus(config.rto());
    }

    /** When the node was lost, if that is established now. */
    Optional<Instant> lostAt(Batch batch, Scene scene) {
        return batch.lostAt().or(() -> loss(batch, scene).map(Loss::at));
    }

    NodeLossDecision onDue(Batch batch, Scene scene) {
        var loss = batch.lostAt().isPresent() ? Optional.<Loss>empty() : loss(batch, scene);
        var lostAt = batch.lostAt().or(() -> loss.map(Loss::at));
        if (lostAt.isEmpty()) {
            return settled(
                    batch.waiting(batch.waiting().stream()
                            .filter(broken -> dueAfter(broken).isAfter(scene.now()))
                            .toList()),
                    scene,
                    List.of());
        }
        var sound = batch.waiting().stream()
                .filter(broken -> isOfLoss(broken, lostAt.get(), scene))
                .toList();
        if (sound.isEmpty()) {
            return settled(batch.waiting(List.of()), scene, List.of());
        }
        var judged = batch.waiting(List.of()).lost(lostAt.get()).judged(sound, config.listed());
        var finding = judged.finding()
                .map(open -> NodeLossReport.more(open, judged, sound, isCertain(judged), scene))
                .orElseGet(() -> NodeLossReport.open(judged, loss.orElseThrow(), isCertain(judged), scene));
        return settled(judged.told(finding), scene, List.of(finding));
    }

    private NodeLossDecision settled(Batch batch, Scene scene, List<Finding> findings) {
        var closes = batch.lostAt().map(at -> lastAt(at).plus(config.confirm()));
        if (batch.finding().isPresent() && !scene.now().isBefore(closes.orElseThrow())) {
            var all = new ArrayList<>(findings);
            all.add(NodeLossReport.over(batch.finding().get(), closes.get()));
            return new NodeLossDecision(Optional.empty(), all, Optional.empty());
        }
        var wake = Stream.concat(closes.stream(), batch.waiting().stream().map(this::dueAfter))
                .min(Instant::compareTo);
        var left = batch.finding().isPresent() || !batch.waiting().isEmpty();
        return new NodeLossDecision(
                left ? Optional.of(batch) : Optional.empty(), findings, left ? wake : Optional.empty());
    }

    boolean isOfLoss(Broken broken, Instant lostAt, Scene scene) {
        var from = lostAt.minus(config.skewBound());
        return !broken.at().isBefore(from)
                && !broken.at().isAfter(lastAt(lostAt))
                && outlives(broken, lostAt)
                && isCarriedTo(lostAt, broken, scene)
                && broken.covering().isPresent()
                && scene.known().test(from.isBefore(broken.at()) ? from : broken.at(), broken.at());
    }

    /**
     * The lost node would still have had the connection when the packet came. A silent node was lost at any time up to
     * then, not only at its last heartbeat.
     */
    static boolean outlives(Broken broken, Instant lostAt) {
        return !broken.rowUntil().isBefore(lostAt) && !broken.rowUntil().isBefore(broken.at());
    }

    /** The lost node missed nothing since it told of the connection: the end of it neither. */
    private static boolean isCarriedTo(Instant lostAt, Broken broken, Scene scene) {
        var told = broken.row().time();
        return !told.isBefore(lostAt) || scene.knownBefore().test(told, lostAt);
    }

    private Optional<Loss> loss(Batch batch, Scene scene) {
        var lines = new ArrayList<Evidence>();
        var says = new ArrayList<String>();
        var starts = new ArrayList<Instant>();
        var word = scene.word().filter(last -> !last.ready());
        if (word.isPresent()) {
            starts.add(word.get().since());
            says.add("is not ready since " + word.get().since());
            lines.add(new Evidence(
                    "node " + scene.lost() + " is not ready", word.get().record()));
        }
        var silent = scene.silentSince()
                .filter(since -> !since.equals(Instant.MIN))
                .filter(since -> word.isPresent()
                        || !scene.now().isBefore(since.plus(config.confirm()).minus(config.skewBound())));
        if (silent.isPresent()) {
            starts.add(silent.get());
            says.add("is silent since " + silent.get());
            scene.lastBeat()
                    .ifPresent(beat -> lines.add(new Evidence(
                            "the last heartbeat of " + scene.lost() + "; up to " + scene.now() + " none followed",
                            beat)));
        }
        var first = starts.stream().min(Instant::compareTo);
        // A node that is not ready for long and falls silent now is lost now, if that is what the resets fit.
        return starts.stream()
                .filter(start -> !start.isAfter(first.orElseThrow())
                        || start.isAfter(first.orElseThrow().plus(config.confirm())))
                .sorted()
                .filter(start -> batch.waiting().stream().anyMatch(broken -> isOfLoss(broken, start, scene)))
                .findFirst()
                .or(() -> first)
                .map(at -> new Loss(at, String.join(" and ", says), lines));
    }

    private boolean isCertain(Batch batch) {
        return batch.listed().stream()
                .anyMatch(first -> batch.listed().stream()
                                .filter(other -> !other.at().isBefore(first.at())
                                        && !other.at().isAfter(first.at().plus(config.window())))
                                .map(Broken::ip)
                                .distinct()
                                .count()
                        >= config.clients());
    }
}
