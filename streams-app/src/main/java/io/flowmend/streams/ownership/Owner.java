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
 */
public record Owner(
        String address,
        String uid,
        String namespace,
        String name,
        Optional<String> node,
        Instant from,
        RecordRef began,
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

    /** The record that says what holds now. */
    public RecordRef cause() {
        return until.map(Until::record).orElse(began);
    }

    Owner released(Release why, RecordRef record) {
        return new Owner(
                address, uid, namespace, name, node, from, began, Optional.of(new Until(record.time(), why, record)));
    }
}
