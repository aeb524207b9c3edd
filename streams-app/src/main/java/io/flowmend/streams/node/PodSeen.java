/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a pod, as far as its node's detectors need it.
 *
 * @param os of its spec or node selector; empty if it names none
 * @param deleting it has a deletion timestamp
 * @param ended why it owns no address any more (field guide, section 1.2), if so
 * @param addresses that it owns, normalised, one per family at most
 * @param annotated its CNI has written an address into an annotation
 */
public record PodSeen(
        String namespace,
        String name,
        String uid,
        String phase,
        boolean hostNetwork,
        Optional<String> os,
        Instant createdAt,
        boolean deleting,
        Optional<String> ended,
        List<String> addresses,
        boolean annotated,
        Map<String, String> labels,
        RecordRef record) {

    public PodSeen {
        addresses = List.copyOf(addresses);
        labels = Map.copyOf(labels);
    }

    /** {@code namespace/name}; the next pod of a StatefulSet has the same. */
    public String pod() {
        return namespace + "/" + name;
    }

    public boolean isRunning() {
        return phase.equals("Running") && ended.isEmpty();
    }

    /** It has a network of its own and is meant to keep it. */
    public boolean isAlive() {
        return !hostNetwork && !deleting && ended.isEmpty();
    }

    public boolean isWindows() {
        return os.filter("windows"::equals).isPresent();
    }

    /** The same but for the record that says so. */
    public boolean saysTheSameAs(PodSeen other) {
        return by(other.record).equals(other);
    }

    /** Only the labels differ. */
    public boolean isRelabelled(PodSeen before) {
        return !labels.equals(before.labels) && labelled(before.labels).saysTheSameAs(before);
    }

    private PodSeen by(RecordRef another) {
        return new PodSeen(
                namespace,
                name,
                uid,
                phase,
                hostNetwork,
                os,
                createdAt,
                deleting,
                ended,
                addresses,
                annotated,
                labels,
                another);
    }

    private PodSeen labelled(Map<String, String> others) {
        return new PodSeen(
                namespace,
                name,
                uid,
                phase,
                hostNetwork,
                os,
                createdAt,
                deleting,
                ended,
                addresses,
                annotated,
                others,
                record);
    }
}
