/* Licensed under Apache-2.0. */
package io.flowmend.common.observe;

/** The dictionary of keys in structured log lines: a constant message, its context under these names. */
public final class LogKeys {

    public static final String CLUSTER = "cluster";
    public static final String NODE = "node";
    public static final String NAMESPACE_PATH = "netns";
    public static final String TOPIC = "topic";
    public static final String PARTITION = "partition";
    public static final String OFFSET = "offset";
    public static final String KIND = "kind";
    public static final String REASON = "reason";
    public static final String FINDING = "finding";
    public static final String STATE = "state";
    public static final String COUNT = "count";
    public static final String DURATION = "duration";
    public static final String SOURCE = "source";
    public static final String COMPONENT = "component";
    public static final String ADDRESS = "address";
    public static final String PORT = "port";
    public static final String PID = "pid";

    private LogKeys() {}
}
