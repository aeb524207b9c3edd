/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What we carry of one object; component names are the field names of its Avro state. Times have microseconds. */
public sealed interface Facts permits PodFacts, ServiceFacts, SliceFacts, NodeFacts, NamespaceFacts {

    Identity identity();

    Instant createdAt();

    @Nullable
    Instant deletionTimestamp();

    Map<String, String> labels();

    /** Its topic key without the cluster. */
    String path();
}
