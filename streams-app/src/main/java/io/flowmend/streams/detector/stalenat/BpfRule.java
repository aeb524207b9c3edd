/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.ServiceAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When an entry of type Normal in Calico's eBPF conntrack is a fault (field guide, section 5A.3).
 *
 * @param skewBound how far the clocks of a node and of the API's side may differ
 * @param patience how long after the service became ready a packet must still pass untranslated, where nobody heals it:
 *     the map's creation grace, 10 s
 * @param patienceForScan the same where Calico's own scanner does: two scans of 10 s and their jitter, 20 to 25 s
 * @param idleTimeout the map drops a UDP entry that saw no packet for so long: 60 s
 * @param expiryGrace how long after that the node may still report it
 */
public record BpfRule(
        Duration skewBound, Duration patience, Duration patienceForScan, Duration idleTimeout, Duration expiryGrace) {

    /** A dump showed the flow, or no longer does. */
    BpfDecision onSighting(BpfFlow flow, BpfSighting seen, BpfScene scene) {
        var next = flow.with(seen);
        if (flow.finding().isPresent() && seen.translated() && !seen.gone()) {
            return ended(
                    next,
                    FindingState.HEALED_BY_OTHERS,
                    "the node translates the flow now: its scanner or a person removed the entry",
                    seen.record().time(),
                    List.of(new Evidence("a NAT entry of the same client", seen.record())));
        }
        if (flow.finding().isPresent() && next.entry().isEmpty()) {
            return ended(
                    next,
                    FindingState.EXPIRED,
                    "the entry was gone when the node looked again; its end was not seen",
                    seen.record().time(),
                    List.of(new Evidence("the map no longer has the entry", seen.record())));
        }
        return settle(next, scene);
    }

    /** Services or the NAT map changed, an unknown time ended, or a deadline came. */
    BpfDecision onTurn(BpfFlow flow, BpfScene scene) {
        return settle(flow, scene);
    }

    /** What was seen before the gap may have ended in it: it must be seen again. */
    BpfDecision onNodeKnownAgain(BpfFlow flow, BpfScene scene) {
        return flow.finding().isPresent() ? settle(flow, scene) : keep(BpfFlow.EMPTY);
    }

    private BpfDecision settle(BpfFlow flow, BpfScene scene) {
        var now = scene.scene().now();
        if (!scene.scene().known()) {
            return new BpfDecision(flow, Optional.empty(), end(flow).filter(end -> end.isAfter(now)));
        }
        var end = end(flow);
        if (end.filter(last -> !now.isBefore(last)).isPresent()) {
            return expired(flow, end.get());
        }
        if (flow.finding().isPresent()) {
            var harmless = harmless(flow, scene);
            return harmless.isPresent()
                    ? ended(flow, FindingState.WITHDRAWN, harmless.get(), now, List.of())
                    : new BpfDecision(flow, Optional.empty(), end);
        }
        var finding =
                fault(flow, scene).map(service -> BpfReport.open(flow.entry().orElseThrow(), service, scene));
        return new BpfDecision(flow.reported(finding), finding, end);
    }

    /** Why nothing is reported of an entry that is there, in words; asked for by people only. */
    Optional<String> whyNot(BpfFlow flow, BpfScene scene) {
        if (flow.entry().isEmpty() || flow.finding().isPresent()) {
            return Optional.empty();
        }
        if (!scene.scene().known()) {
            return Optional.of("the node or the API is not known at this time");
        }
        return harmless(flow, scene)
                .or(() -> Optional.of(
                        scene.frontend().isEmpty()
                                ? "the node's NAT map has no row for the address"
                                : "no packet passed it since healing is over"));
    }

    private Optional<AddressFact> fault(BpfFlow flow, BpfScene scene) {
        if (flow.entry().isEmpty() || harmless(flow, scene).isPresent()) {
            return Optional.empty();
        }
        return scene.natted().filter(service -> isStillUsed(flow.entry().get(), service, scene.calico()));
    }

    /** A packet passed when healing, or the NAT row's way to the map, was long over. */
    private boolean isStillUsed(BpfFlow.Normal entry, AddressFact service, Calico calico) {
        var needed = calico.healsItself() ? patienceForScan : patience;
        return !entry.lastPacket()
                .isBefore(brokenAt(entry, service).plus(needed).plus(skewBound));
    }

    /** Why it is no fault whatever else comes, if so. */
    private static Optional<String> harmless(BpfFlow flow, BpfScene scene) {
        var address = scene.scene().address();
        if (address.protocol() != ServiceAddress.UDP) {
            return Optional.of("only UDP entries stay: TCP begins anew");
        }
        if (isForMany(address.ip())) {
            return Optional.of("a multicast or broadcast address is nobody's service");
        }
        if (flow.translated().isPresent()) {
            return Optional.of("the node translates the flow of the same client");
        }
        if (flow.entry().filter(BpfFlow.Normal::answeredLocally).isPresent()) {
            return Optional.of("a process of the node itself listens on the address");
        }
        if (scene.scene().natted().isEmpty()) {
            return Optional.of("the service has no ready backend that this node should translate to");
        }
        return scene.frontend().isPresent() && scene.natted().isEmpty()
                ? Optional.of("the node's NAT map has no backend for the address")
                : Optional.empty();
    }

    private static boolean isForMany(String ip) {
        return ip.equals("255.255.255.255") || InetAddress.ofLiteral(ip).isMulticastAddress();
    }

    /** From here on the flow should have reached a backend. */
    static Instant brokenAt(BpfFlow.Normal entry, AddressFact service) {
        var ready = service.readySince().orElseThrow();
        return ready.isAfter(entry.since()) ? ready : entry.since();
    }

    private Optional<Instant> end(BpfFlow flow) {
        return flow.entry().map(entry -> entry.lastPacket().plus(idleTimeout).plus(expiryGrace));
    }

    private static BpfDecision expired(BpfFlow flow, Instant at) {
        var gone = new BpfFlow(Optional.empty(), flow.translated(), flow.finding());
        return flow.finding().isPresent()
                ? ended(
                        gone,
                        FindingState.EXPIRED,
                        "no packet for the map's idle timeout: nobody sends any more",
                        at,
                        List.of())
                : keep(gone);
    }

    private static BpfDecision ended(
            BpfFlow flow, FindingState state, String reason, Instant at, List<Evidence> evidence) {
        var finding = flow.finding().map(open -> open.then(new Transition(state, at, reason), evidence));
        return new BpfDecision(flow.reported(Optional.empty()), finding, Optional.empty());
    }

    private static BpfDecision keep(BpfFlow flow) {
        return new BpfDecision(flow, Optional.empty(), Optional.empty());
    }
}
