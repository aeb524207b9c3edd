/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointreset;

/** Names of parts in what the node rule hands on to the cluster rule. */
final class Words {

    static final String NODE = "node";
    static final String CLUSTER = "cluster";
    static final String WHY = "why";
    static final String WHAT = "what";
    static final String VERSION = "version";
    static final String RULES = "rules";
    static final String CAUSE = "cause";
    static final String BEAT = "beat";
    static final String RESET = "reset";
    static final String PEER = "peer";
    static final String FROM = "from";
    static final String ESTABLISHED = "established-at";

    private Words() {}
}
