/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One pod's addresses over its versions: a state machine over an ordered input.
 *
 * @param held addresses that it owns, by address
 */
public record Ownership(Map<String, Owner> held) {

    public static final Ownership NONE = new Ownership(Map.of());

    public Ownership {
        held = Map.copyOf(held);
    }

    /**
     * The next state and what is new per address.
     *
     * @param changes in the order of their addresses, what was released first
     */
    public record Step(Ownership next, List<Owner> changes) {

        public Step {
            changes = List.copyOf(changes);
        }
    }

    /** @throws IllegalArgumentException if an address is none */
    public Step on(PodFact pod) {
        return switch (Claim.of(pod)) {
            case Claim.Silent() -> goOn(pod);
            case Claim.Ended(var why) ->
                new Step(
                        NONE,
                        new TreeMap<>(held)
                                .values().stream()
                                        .map(owner -> owner.released(why, pod.record()))
                                        .toList());
            case Claim.Owns(var addresses) -> owns(pod, addresses);
        };
    }

    /** Which addresses it has stays as it was; whether it lives on them may not. */
    private Step goOn(PodFact pod) {
        var next = new TreeMap<String, Owner>();
        new TreeMap<>(held).forEach((address, owner) -> next.put(address, owner.as(pod)));
        return new Step(
                new Ownership(next),
                next.values().stream()
                        .filter(owner -> !owner.equals(held.get(owner.address())))
                        .toList());
    }

    /** A family that is not shown is kept: only another address of it takes its place. */
    private Step owns(PodFact pod, List<String> addresses) {
        var next = new TreeMap<>(held);
        var changes = new ArrayList<Owner>();
        for (var address : addresses) {
            for (var owner : new TreeMap<>(held).values()) {
                if (isIpv6(owner.address()) == isIpv6(address)
                        && !owner.address().equals(address)) {
                    next.remove(owner.address());
                    changes.add(owner.released(Release.ADDRESS_CHANGED, pod.record()));
                }
            }
        }
        for (var address : addresses.stream().sorted().toList()) {
            if (!held.containsKey(address)) {
                var owner = owner(pod, address);
                next.put(address, owner);
                changes.add(owner);
            }
        }
        var kept = new Ownership(next).goOn(pod);
        changes.addAll(kept.changes());
        return new Step(kept.next(), changes);
    }

    private static Owner owner(PodFact pod, String address) {
        return new Owner(
                address,
                pod.uid(),
                pod.namespace(),
                pod.name(),
                pod.node(),
                pod.record().time(),
                pod.record(),
                Optional.of(pod.record()).filter(_ -> pod.isLiving()),
                pod.record(),
                Optional.empty());
    }

    private static boolean isIpv6(String address) {
        return address.indexOf(':') >= 0;
    }
}
