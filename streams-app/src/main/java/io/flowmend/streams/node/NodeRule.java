/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

/** A rule over one node: a plain state machine over an ordered input. It has no clock, no I/O and no state but its book. */
public interface NodeRule {

    /** Name of the detector and its rule, e.g. {@code endpointdelay}. */
    String name();

    /**
     * The API said this of a pod of the node.
     *
     * @param live false while only what it had said before the node's first word is told: nothing may be concluded
     */
    void pod(Scene scene, PodSeen pod, boolean live);

    /** The API no longer has it on this node, and what was said of it is old. */
    void forget(Scene scene, String uid);

    void fact(Scene scene, NodeFact fact);

    /** The node is not known for a while, as of now; what it said before still holds. */
    default void gap(Scene scene, Gap gap) {}

    /** An interval that was not known has ended. */
    default void resumed(Scene scene) {}

    /** A time that the rule asked for has come. */
    default void due(Scene scene, String tag) {}
}
