/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A pod's ownership of one address.
 *
 * @param address normalised
 * @param from event time of the record that showed it first
 * @param until empty while it owns it
 * @param began record that gave it the address
 * @param living record since which it runs and is meant to stay; empty while it does not run, is being deleted, or shares
 *     its address by intent
 * @param last record that changed any of it last
 */
public record Owner(
        String address,
        String uid,
        String namespace,
        String name,
        Optional<String> node,
        Instant from,
        RecordRef began,
        Optional<RecordRef> living,
        RecordRef last,
        Optional<Until> until) {

    /**
     * The end of an ownership: the address is no longer the pod's from {@code at} on.
     *
     * @param record that ended it
     */
    public record Until(Instant at, Release why, RecordRef record) {}

    /** What is said of the address by this origin replaces what it said before. */
    public String origin() {
        return origin(uid);
    }

    public static String origin(String uid) {
        return "Pod/" + uid;
    }

    /** {@code namespace/name}; the next pod of a StatefulSet has the same, under another uid. */
    public String pod() {
        return namespace + "/" + name;
    }

    /** The interval is {@code [from, until)}. */
    public boolean has(Instant time) {
        return !time.isBefore(from)
                && until.filter(end -> !time.isBefore(end.at())).isEmpty();
    }

    /** The same pod by a later version of it; the very same if nothing of interest changed, or it is an old one again. */
    Owner as(PodFact pod) {
        return pod.isLiving() == living.isPresent() || pod.record().time().isBefore(last.time())
                ? this
                : with(Optional.of(pod.record()).filter(_ -> pod.isLiving()), pod.record(), until);
    }

    Owner released(Release why, RecordRef record) {
        return with(Optional.empty(), record, Optional.of(new Until(record.time(), why, record)));
    }

    private Owner with(Optional<RecordRef> lives, RecordRef record, Optional<Until> end) {
        return new Owner(address, uid, namespace, name, node, from, began, lives, record, end);
    }
}
