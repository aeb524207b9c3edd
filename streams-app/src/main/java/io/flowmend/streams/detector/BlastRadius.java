/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

/** How much of the cluster a finding is about. */
public record BlastRadius(int pods, int flows, int nodes) {

    /** One flow on one node. */
    public static final BlastRadius ONE_FLOW = new BlastRadius(0, 1, 1);
}
