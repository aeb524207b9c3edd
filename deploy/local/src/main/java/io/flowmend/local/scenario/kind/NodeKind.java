/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Kind;

/** What happens on a node. */
abstract class NodeKind implements Kind {

    private final String name;

    NodeKind(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Place place() {
        return Place.NODE;
    }
}
