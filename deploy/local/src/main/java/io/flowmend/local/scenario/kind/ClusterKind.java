/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario.kind;

import io.flowmend.local.scenario.Kind;

/** What happens in the cluster. */
abstract class ClusterKind implements Kind {

    static final String NAMESPACE = "default";

    private final String name;

    ClusterKind(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Place place() {
        return Place.CLUSTER;
    }
}
