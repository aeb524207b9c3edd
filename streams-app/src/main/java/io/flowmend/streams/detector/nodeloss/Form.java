/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

/** What carried the connection on the lost node. */
public enum Form {
    /** IPVS with direct server return and Maglev (kube-router): any node chooses the same backend. */
    IPVS("ipvs"),
    /** Netfilter's conntrack: another node chooses the same backend only if there is but one. */
    NETFILTER("netfilter");

    private final String text;

    Form(String text) {
        this.text = text;
    }

    /** As cause classes and documents have it. */
    public String text() {
        return text;
    }
}
