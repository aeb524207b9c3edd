/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

/** Names of processors, stores and internal topics: changing one is a migration of state. */
final class Names {

    static final String INTAKE = "intake";
    static final String INTAKE_STORE = "intake-nodes";
    static final String REKEY = "rekey-services";
    static final String REKEY_STORE = "rekey-slice-owners";
    static final String SERVICES = "services";
    static final String SERVICES_STORE = "services-order";
    static final String SERVICES_FACTS = "services-facts";
    static final String PODS = "pods";
    static final String PODS_STORE = "pods-addresses";
    static final String ADDRESS = "address";
    static final String ADDRESS_STORE = "address-order";
    /** What arrived and is not settled yet, for what is commanded on arrival. */
    static final String SERVICES_EARLY = "services-early";

    static final String ADDRESS_EARLY = "address-early";
    static final String NODE = "node";
    static final String NODE_STORE = "node-order";
    static final String PODS_NODES = "pods-nodes";
    static final String CAUSES = "causes";
    static final String CAUSES_STORE = "causes-order";
    static final String CAUSES_OPEN = "causes-open";

    static final String PROPAGATION = "propagation";
    static final String PROPAGATION_STORE = "propagation-order";
    static final String PROPAGATION_STATE = "propagation-state";
    static final String PROPAGATION_SUMS = "propagation-sums";
    static final String PROPAGATION_SUMS_STORE = "propagation-sums-order";
    static final String PROPAGATION_SUMS_OPEN = "propagation-sums-open";

    /** What waits for all nodes. */
    static final String ADDRESS_CROSSING = "address-crossing";

    /** Who has an address, on any node. */
    static final String OWNERS = "owners";

    static final String OWNERS_STORE = "owners-order";

    static final String CLUSTER_NODES = "cluster-nodes";
    static final String CLUSTER_NODES_STORE = "cluster-nodes-ready";
    static final String INBOX = "remediation-inbox";
    static final String PLANNER = "planner";
    static final String PLANNER_STORE = "planner-cases";
    static final String VALIDATE = "validate";
    /** Internal topic keyed by service: API facts and their frames. */
    static final String BY_SERVICE = "by-service";
    /** Internal topics keyed by service address. */
    static final String BY_ADDRESS_API = "by-address-api";

    static final String BY_ADDRESS_PODS = "by-address-pods";
    static final String BY_ADDRESS_NODES = "by-address-nodes";
    static final String BY_ADDRESS_CLUSTER_NODES = "by-address-cluster-nodes";

    /** Internal topics keyed by node. */
    static final String BY_NODE_PODS = "by-node-pods";

    static final String BY_NODE_NODES = "by-node-nodes";

    /** Internal topic that goes to every partition of nodes: changes of slices, and how far they are known. */
    static final String BY_NODE_CHANGES = "by-node-changes";

    /** Internal topic keyed by node: what proxies have programmed. */
    static final String BY_NODE_PROGRAMMED = "by-node-programmed";

    /** Internal topic keyed by cluster: deltas of how changes propagate. */
    static final String BY_CLUSTER_COUNTED = "by-cluster-counted";

    /** Internal topic keyed by cluster: endpoints that are late, and how far the nodes are known. */
    static final String BY_CLUSTER_LATE = "by-cluster-late";

    /** Internal topics keyed by cluster, one per stage that feeds the planner. */
    static final String BY_CLUSTER_FOUND = "by-cluster-found";

    static final String BY_CLUSTER_NODES = "by-cluster-nodes";
    static final String BY_CLUSTER_CAUSES = "by-cluster-causes";
    static final String BY_CLUSTER_STALLED = "by-cluster-stalled";
    static final String BY_CLUSTER_INBOX = "by-cluster-inbox";
    static final String BY_CLUSTER_SERVICES = "by-cluster-services";
    static final String BY_CLUSTER_CLOCK = "by-cluster-clock";

    /** Key of what goes to every partition. */
    static final String EVERYWHERE = "\u0000frame";

    private Names() {}
}
