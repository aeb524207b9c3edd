/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

/** Why rules were written (field guide, sections 2.1 to 2.3), the widest cause first. */
enum Why {
    AGENT_START("agent-start", "the agent started, which writes all rules of the node", true),
    HOST_ADDRESSES("host-addresses", "an address of the host changed, which writes all rules of the node", true),
    POLICY("policy", "a policy changed", false),
    PROFILE("profile", "a profile (namespace or service account) changed", false),
    IP_SET("ip-set", "the members of a policy's selector changed", false),
    LABELS("label-only", "only the pod's labels changed", false),
    UNKNOWN("unknown", "nothing that was seen explains it", false);

    private final String words;
    private final String reason;
    private final boolean ofNode;

    Why(String words, String reason, boolean ofNode) {
        this.words = words;
        this.reason = reason;
        this.ofNode = ofNode;
    }

    String words() {
        return words;
    }

    String reason() {
        return reason;
    }

    /** All pods of the node are hit at once, and are one finding. */
    boolean isOfNode() {
        return ofNode;
    }
}
