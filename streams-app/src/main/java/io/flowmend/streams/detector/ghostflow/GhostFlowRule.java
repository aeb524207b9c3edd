/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.ownership.Backend;
import io.flowmend.streams.ownership.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a flow is a ghost, and when it only looks like one (field guide, section 5C.1).
 *
 * @param skewBound how far the clocks of a node and of the API's side may differ; a fault must last longer
 * @param hold how long after the owner's end a flow must go on; also how long a socket must have heard nothing
 * @param proofAge how long before the break a proof of use may lie: the agent reads every 2 s and sees use one read late
 * @param expiryGrace how long after its end of life an entry may still be reported (as for the detector of section 5A.6)
 * @param targets most entries or sockets in one remedy
 */
public record GhostFlowRule(Duration skewBound, Duration hold, Duration proofAge, Duration expiryGrace, int targets) {

    /** An open case speaks again at most this often: a thousand new flows are one more record, not a thousand. */
    static final Duration UPDATE_INTERVAL = Duration.ofMillis(500);

    Verdict judge(Flow flow, Scene scene) {
        var match = former(flow, scene);
        if (match.isEmpty()) {
            return new Verdict.Innocent(scene.view()
                    .owners()
                    .ownerAt(scene.now())
                    .map(owner -> "the pod " + owner.pod() + " has the address and lives")
                    .orElse("no former owner of the address was a backend of its service"));
        }
        var former = match.get().owner();
        var backend = match.get().backend();
        var end = former.until().orElseThrow();
        if (!end.why().isEnd()) {
            return new Verdict.Innocent(
                    "the pod " + former.pod() + " lives: " + end.why().words());
        }
        var live = scene.view().owners().at(scene.now());
        return ofOwner(live, former, backend, flow, scene)
                .or(() -> ofFlow(flow, end.at(), !live.isEmpty()))
                .<Verdict>map(Verdict.Innocent::new)
                .orElseGet(() -> ghost(flow, former, backend, live));
    }

    private record Match(Owner owner, Backend backend) {}

    /** The last owner of the address that backed the flow's service, or any service if the node knew of none. */
    private static Optional<Match> former(Flow flow, Scene scene) {
        return scene.view().owners().formerAt(scene.now()).stream()
                .flatMap(owner -> backend(owner, flow, scene).map(backend -> new Match(owner, backend)).stream())
                .findFirst();
    }

    private static Optional<Backend> backend(Owner owner, Flow flow, Scene scene) {
        return backends(flow, scene)
                .filter(backend ->
                        backend.uid().isEmpty() || backend.uid().get().equals(owner.uid()))
                .min(Comparator.comparing((Backend backend) -> backend.uid().isEmpty())
                        .thenComparing(Backend::service)
                        .thenComparing(Backend::origin));
    }

    private static java.util.stream.Stream<Backend> backends(Flow flow, Scene scene) {
        return scene.view().backends().stream()
                .filter(backend -> backend.serves(
                        flow.target().protocol(), flow.target().reply().sourcePort()))
                .filter(backend -> flow.service()
                        .filter(service -> !service.equals(backend.service()))
                        .isEmpty());
    }

    /** Why those who own the address now are no strangers, if so. */
    private static Optional<String> ofOwner(List<Owner> live, Owner former, Backend backend, Flow flow, Scene scene) {
        for (var owner : live) {
            if (owner.pod().equals(former.pod())) {
                return Optional.of("the pod " + owner.pod() + " has its address again, under another uid");
            }
            var serves = backends(flow, scene)
                    .filter(each -> each.service().equals(backend.service()))
                    .filter(each -> each.removed().isEmpty())
                    .anyMatch(each ->
                            each.uid().filter(uid -> !uid.equals(owner.uid())).isEmpty());
            if (serves) {
                return Optional.of("the address belongs to a backend of service " + backend.service() + " again: pod "
                        + owner.pod());
            }
        }
        return Optional.empty();
    }

    /** Why the flow itself is harmless, if so. */
    private Optional<String> ofFlow(Flow flow, Instant gone, boolean owned) {
        if (flow.target() instanceof Target.Entry entry && !entry.isTranslated()) {
            return Optional.of("nothing translates the flow: another entry would lead to the same address");
        }
        if (flow.replied() && !owned) {
            return Optional.of("answers come back although the API shows no owner");
        }
        if (flow.form() == Form.CONNECTING) {
            return Optional.of("a socket that connects only follows an entry");
        }
        if (flow.form() == Form.HALF_OPEN && !flow.stuck()) {
            return Optional.of("the peer acknowledges what the socket sends");
        }
        if (flow.form() == Form.PINNED_SOCKET && !flow.stuck()) {
            return Optional.of("nothing shows that what the socket sends stays unanswered");
        }
        var broken = gone.isAfter(flow.first().time()) ? gone : flow.first().time();
        var used = flow.proof().filter(proof -> !proof.time().isBefore(broken.minus(proofAge)));
        return used.isPresent() ? Optional.empty() : Optional.of("its use is not proven: it ends by itself");
    }

    private Verdict ghost(Flow flow, Owner former, Backend backend, List<Owner> live) {
        var stranger = live.isEmpty() ? Optional.<Owner>empty() : Optional.of(live.getLast());
        var certainty =
                backend.uid().isEmpty() ? Certainty.UNNAMED : flow.replied() ? Certainty.ANSWERED : Certainty.CERTAIN;
        var via = flow.target().via().map(address -> address.text()).orElse("");
        var gone = former.until().orElseThrow().at();
        // Who comes while packets are being lost gets them at once; a flow that was first seen afterwards may have been
        // made for the next backend, which has the hold to show itself as one.
        var since = stranger.map(Owner::from)
                .filter(from -> from.isAfter(gone) && !from.isAfter(flow.first().time()))
                .orElse(gone);
        return new Verdict.Ghost(
                new Case.Id(backend.service(), former.uid(), flow.form(), certainty, via),
                former,
                backend,
                stranger,
                since.plus(hold.compareTo(skewBound) > 0 ? hold : skewBound));
    }

    /** When a case speaks of what it has learnt at {@code now}: all that comes within the skew bound is one record. */
    Instant wake(Case of, Instant due, Instant now) {
        var at = due.isAfter(now) ? due : now.plus(skewBound);
        var next = of.emitted().map(last -> last.plus(UPDATE_INTERVAL)).filter(rest -> rest.isAfter(at));
        return next.orElse(at);
    }

    /** When a flow that nobody sees any more counts as ended. */
    Optional<Instant> expiry(Flow flow) {
        return flow.endOfLife().map(end -> end.plus(expiryGrace));
    }
}
