/* Licensed under Apache-2.0. */
package io.flowmend.local.pages;

import static java.util.Map.entry;

import java.util.Map;

/** What a person does when a meter moves. */
final class MeterAdvice {

    private static final Map<String, String> ADVICE = Map.ofEntries(
            entry(
                    "flowmend_streams_api_frontier_seconds",
                    "It should follow the clock by about a second. If it stands still, nothing new is concluded anywhere:"
                            + " look at the Kubernetes producer (`/ready`, `flowmend_kubernetes_watermark_lag_seconds`), then at"
                            + " the lag of the topology."),
            entry(
                    "flowmend_streams_node_floor_seconds",
                    "It follows the API's frontier at a distance of `streams.node.period.max` + `streams.node.grace`. If it"
                            + " alone stands still, a heartbeat names facts that have not arrived in `node.flows`: look for"
                            + " dead letters and for a partition that is not readable."),
            entry(
                    "flowmend_streams_deadletters_total",
                    "Read the topic `deadletters`: the value says topic, partition, offset and reason. For a node's fact the"
                            + " interval around it counts as unknown. Find the writer and mend it; nothing is read again by"
                            + " itself."),
            entry(
                    "flowmend_streams_late_total",
                    "Facts came after their time had been judged. Often a node's clock is off or its link to the broker"
                            + " stalls for seconds: compare its `flowmend_node_heartbeat_age_seconds` and its clock. The"
                            + " records are in the topic `late`."),
            entry(
                    "flowmend_streams_duplicates_total",
                    "Nothing, if a producer was restarted or a topic was written twice. Growing steadily: two processes"
                            + " publish under one node name."),
            entry(
                    "flowmend_streams_findings_total",
                    "`./flowmend findings` lists them, `./flowmend explain ID` says what to do with one."),
            entry(
                    "flowmend_executor_commands_total",
                    "`failed` needs a person: it acted and the fault is still there; the result's `after` says what was seen."
                            + " `interrupted`: the executor ended between start and end; look why."),
            entry(
                    "flowmend_executor_refusals_total",
                    "`unknown-key`, `wrong-signature`, `unsigned`: keys differ between planner and node, or somebody else"
                            + " writes commands. `expired`, `from-the-future`: clocks or lag. `state-differs` and"
                            + " `waited-in-vain` are its work: the node was not as expected any more."),
            entry(
                    "flowmend_executor_commands_unreadable_total",
                    "Somebody writes other records into `remediation.commands`, or the registry lost a schema; the log has"
                            + " topic, partition and offset, once a minute as a warning and of all at debug."),
            entry(
                    "flowmend_executor_act_latency_seconds",
                    "Milliseconds. Seconds are commands that waited for a NAT rule; steadily tens of milliseconds mean a slow"
                            + " disk of the journal or slow acknowledgements."),
            entry("flowmend_executor_act_latency_seconds_max", "As above; the slowest of the last minutes."),
            entry(
                    "flowmend_executor_off",
                    "1: somebody switched this node off; `executor.off.file` exists. Remove it to let the node be mended."),
            entry(
                    "flowmend_executor_clock_behind_seconds",
                    "Not 0: the wall clock was set back, and commands count as expired until it has caught up. Mend the"
                            + " clock, then restart the executor."),
            entry(
                    "flowmend_planner_decisions_total",
                    "`./flowmend decisions` tells each with its reason. `wait` that grows: a budget, the window or the"
                            + " circuit breaker holds commands back; `unanswered`: no executor runs on that node."),
            entry(
                    "flowmend_propagation_nodes_total",
                    "`missing` grows: the topic `propagation` names the nodes and, if they give one, the reason; a finding"
                            + " `propagation` stands for a proxy that does not move at all. `unknown` grows: nodes fall"
                            + " silent or lose facts, see `telemetry`."),
            entry("flowmend_kubernetes_published_total", "Nothing; it follows the changes in the cluster."),
            entry(
                    "flowmend_kubernetes_marks_total",
                    "A `gap` other than `none` is an interval without conclusions. `start` once per life is normal;"
                            + " `watch-late` that repeats means a slow API server, a slow network or a starved producer."),
            entry(
                    "flowmend_kubernetes_canary_roundtrip_seconds",
                    "It delays every finding by as much. Above 1.5 s marks begin to carry gaps: look at the latency of the API"
                            + " server and at the CPU of the producer. For nodes it shows the 90 s of bookmarks."),
            entry(
                    "flowmend_kubernetes_canary_failed_total",
                    "Read the log. 403: the Role of `deploy/rbac/producer-kubernetes.yaml` is missing; the watermark then"
                            + " moves by bookmarks and holds back 90 s."),
            entry(
                    "flowmend_kubernetes_relists_total",
                    "A few are normal. Many: the API server is restarted often or its watch cache is too small; each"
                            + " leaves an interval without conclusions."),
            entry(
                    "flowmend_kubernetes_watches_opened_total",
                    "A few per hour are normal. Many: something between producer and API server cuts long connections."),
            entry(
                    "flowmend_kubernetes_timestamps_clamped_total",
                    "The producer's clock is ahead of the broker's, or the API's data is very old. Check the clocks; the value"
                            + " keeps the true time."),
            entry(
                    "flowmend_kubernetes_restore_unreadable_total",
                    "Something else writes to the topic, or a schema is gone from the registry. Affected objects are"
                            + " published anew; find the writer."),
            entry("flowmend_kubernetes_objects", "Nothing; it is what `kubectl get -A` counts."),
            entry(
                    "flowmend_kubernetes_queue",
                    "It should return to zero at once. If it grows, the broker or the registry is slow, or the producer has"
                            + " too little CPU."),
            entry(
                    "flowmend_kubernetes_watermark_lag_seconds",
                    "Pods, services, slices: a few seconds at most; nodes: up to about 150. Above that nothing is concluded:"
                            + " look at the API server, at `flowmend_kubernetes_canary_failed_total` and at the log."),
            entry(
                    "flowmend_node_events_received_total",
                    "Nothing. Standing still on a busy node: the kernel sends no events, see"
                            + " `net.netfilter.nf_conntrack_events`."),
            entry(
                    "flowmend_node_facts_lost_total",
                    "The interval is unknown, the agent takes a fresh dump by itself. If it repeats: raise"
                            + " `node.receive.buffer.mib`, `node.queue.max` or `node.tracked.max`, give the agent CPU, and"
                            + " check that the broker takes its records."),
            entry(
                    "flowmend_node_dumps_total",
                    "Service addresses appear, untranslated entries appear, pods end, many suspicious entries are read at"
                            + " once, or events are lost; see `flowmend_node_facts_lost_total` if it climbs quickly."),
            entry("flowmend_node_reads_total", "Nothing; one per suspicious entry and `node.read.interval`."),
            entry(
                    "flowmend_node_entries_tracked",
                    "Untranslated entries towards service addresses, or entries towards ended pods, exist on the node. Near `node.tracked.max` entries are"
                            + " not told of and the node becomes unknown: look at the list with `conntrack -L -p udp`."),
            entry(
                    "flowmend_node_heartbeat_age_seconds",
                    "Above `node.heartbeat.idle` plus 3 s the topology leaves the node behind: it concludes nothing about"
                            + " it. Look at `/health` and the log of the agent, then at the broker."),
            entry(
                    "flowmend_node_addresses_gone",
                    "It follows the pods that end anywhere in the cluster. `node.gone.retirement` bounds how long an address"
                            + " stays if nothing is sent there; beyond 65,536 the oldest is forgotten."),
            entry(
                    "flowmend_node_sockets_tracked",
                    "Sockets of pods hang on a peer that ended: `./flowmend findings` names them."),
            entry(
                    "flowmend_node_sockets_looks_total",
                    "It moves for ten seconds after a pod ended anywhere, and while something hangs. A look costs the more the"
                            + " more pods the node has; the agent pauses ten times as long as a look took."),
            entry(
                    "flowmend_node_sockets_uncounted_total",
                    "The agent cannot read /proc/thread-self/net/snmp in a network namespace: of its connected UDP sockets nothing"
                            + " is concluded, and `ghostflow` is blind for `pinned-socket` there."),
            entry(
                    "flowmend_node_pods_skipped_total",
                    "The agent does not know the owner of some addresses: something else writes to the pods topic, or a schema"
                            + " is gone from the registry."),
            entry(
                    "flowmend_node_facts_published_total",
                    "Nothing; it follows the suspicious entries and sockets of the node."),
            entry(
                    "flowmend_node_services_skipped_total",
                    "The agent does not know some service addresses: something else writes to the services topic, or a schema"
                            + " is gone from the registry."));

    private static final String GREATEST = "_max";

    private MeterAdvice() {}

    static String on(String meter) {
        var own = ADVICE.get(meter);
        var base = meter.endsWith(GREATEST) ? ADVICE.get(meter.substring(0, meter.length() - GREATEST.length())) : null;
        if (own == null && base == null) {
            throw new IllegalStateException("no advice for " + meter + "; write one into MeterAdvice");
        }
        return own == null ? "As without `_max`: the greatest of the last minutes." : own;
    }
}
