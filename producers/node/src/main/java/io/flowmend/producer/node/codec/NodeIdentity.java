/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.codec;

import java.util.UUID;

/**
 * Who speaks.
 *
 * @param bootId one life of the source on this node
 */
public record NodeIdentity(String cluster, String node, String bootId) {

    static final String SOURCE = "conntrack";

    public static NodeIdentity born(String cluster, String node) {
        return new NodeIdentity(cluster, node, UUID.randomUUID().toString());
    }

    /** Key of every record about this node. */
    public String key() {
        return cluster + "/" + node;
    }
}
