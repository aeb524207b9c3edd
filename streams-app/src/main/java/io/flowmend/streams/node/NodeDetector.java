/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

/** A detector over the facts of one node: its rule and the name of its own store. */
public record NodeDetector(NodeRule rule) {

    public String name() {
        return rule.name();
    }

    public String storeName() {
        return rule.name() + "-state";
    }
}
