/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;

/**
 * One change of an EndpointSlice that service proxies program.
 *
 * @param revision etcd's, unique and rising within the cluster
 */
public record SliceChange(String namespace, String name, String service, Kind kind, long revision, RecordRef record) {

    /** The words are the schema's. */
    public enum Kind {
        ADDED,
        CHANGED,
        DELETED
    }

    /** Event time of the record that brought it. */
    public Instant at() {
        return record.time();
    }

    /** {@code namespace/name}. */
    public String slice() {
        return namespace + "/" + name;
    }
}
