/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.read;

import io.fabric8.kubernetes.api.model.Namespace;
import io.flowmend.producer.kubernetes.change.Identity;
import io.flowmend.producer.kubernetes.change.NamespaceFacts;

/** A Namespace: its life, and what its owner says to Flowmend. */
public final class NamespaceReader {

    /** Domain of annotations by which owners speak to Flowmend. */
    static final String DOMAIN = "flowmend.io";

    public static NamespaceFacts read(Namespace namespace) {
        return new NamespaceFacts(
                Identity.ofCluster(
                        namespace.getMetadata().getName(),
                        Meta.orEmpty(namespace.getMetadata().getUid())),
                Meta.createdAt(namespace),
                Meta.deletionTimestamp(namespace),
                Meta.annotations(namespace, annotation -> annotation.startsWith(DOMAIN + "/")));
    }

    private NamespaceReader() {}
}
