/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

/** The watched types. */
public enum Kind {
    POD("Pod", "pods"),
    SERVICE("Service", "services"),
    ENDPOINT_SLICE("EndpointSlice", "endpointslices"),
    NODE("Node", "nodes"),
    NAMESPACE("Namespace", "namespaces");

    private final String name;
    private final String plural;

    Kind(String name, String plural) {
        this.name = name;
        this.plural = plural;
    }

    /** As the API writes it, e.g. in {@code ApiOrigin.type}. */
    public String apiName() {
        return name;
    }

    /** As it stands in API paths and as a tag of metrics. */
    public String plural() {
        return plural;
    }
}
