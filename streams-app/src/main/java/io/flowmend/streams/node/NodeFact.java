/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Something that a source on the node saw of the programming of endpoints. */
public sealed interface NodeFact {

    RecordRef record();

    /** A pod as the network agent names it: the next one of a StatefulSet has the same name. */
    record Workload(String namespace, String pod) {

        /** {@code namespace/name}. */
        public String name() {
            return namespace + "/" + pod;
        }
    }

    /**
     * The agent handled the workload endpoint, its file is there, or it called it up.
     *
     * @param how which of them
     * @param dumped found by a dump: it was so before, nobody knows since when
     */
    record Programmed(Workload workload, How how, boolean dumped, RecordRef record) implements NodeFact {

        /** Ways to see it; the words are the schema's of endpoint latency. */
        public enum How {
            WORKLOAD_APPLIED,
            STATUS_FILE,
            WORKLOAD_UP
        }
    }

    /** The agent removed the workload endpoint, or its file is gone. */
    record Unprogrammed(Workload workload, RecordRef record) implements NodeFact {}

    /**
     * Rules of an endpoint (Windows).
     *
     * @param written false: the agent saw that they are the same and wrote nothing
     * @param hns id of the endpoint, lower case
     */
    record Rules(Workload workload, boolean written, Optional<String> hns, List<String> addresses, RecordRef record)
            implements NodeFact {}

    /** The agent handled something that may make it write the rules of many endpoints. */
    record Refresh(Why why, String name, RecordRef record) implements NodeFact {

        /** What it handled. */
        public enum Why {
            POLICY,
            PROFILE,
            IP_SET,
            HOST_ADDRESSES,
            AGENT_START
        }
    }

    /** A route of one host is there, or moved here from another interface. */
    record RouteHere(String destination, String link, RecordRef record) implements NodeFact {}

    record RouteGone(String destination, String link, RecordRef record) implements NodeFact {}

    record LinkUp(String link, RecordRef record) implements NodeFact {}

    /** Down, or not there any more: its routes go with it, without an event. */
    record LinkGone(String link, RecordRef record) implements NodeFact {}

    /** An HNS endpoint is there, in this state. */
    record HnsHere(Hns endpoint, RecordRef record) implements NodeFact {}

    record HnsGone(String id, RecordRef record) implements NodeFact {}

    /** kube-proxy says that it deleted a remote endpoint; its words are the same for a local one. */
    record ProxyDeleted(String id, RecordRef record) implements NodeFact {}

    /**
     * The CNI plugin finished an ADD.
     *
     * @param hns id of the endpoint that it made (Windows)
     */
    record CniAdded(Workload workload, List<String> addresses, Optional<String> hns, RecordRef record)
            implements NodeFact {}

    record CniRemoved(Workload workload, RecordRef record) implements NodeFact {}

    /** The agent's connection to a Typha. */
    record TyphaLink(String instance, boolean connected, RecordRef record) implements NodeFact {}

    /**
     * All rows of a dump have been told.
     *
     * @param covers links, routes, statusfiles, hns
     * @param from its beginning; rows are told from here on
     */
    record DumpEnded(List<String> covers, Instant from, RecordRef record) implements NodeFact {}

    /**
     * A TCP reset.
     *
     * @param sent by this side; else it was received
     * @param tuple from the node's side to the peer's
     * @param establishedMillis how long the connection had been established
     */
    record Reset(
            boolean sent,
            Tuple tuple,
            Optional<String> reason,
            Optional<String> state,
            OptionalLong establishedMillis,
            RecordRef record)
            implements NodeFact {}

    /** Of no interest to any rule. */
    record Other(RecordRef record) implements NodeFact {}
}
