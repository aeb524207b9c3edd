/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.platform.Progress;
import io.flowmend.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The node producer alone, watching a namespace in which entries are made at a rate.
 *
 * @param settings of a client of the platform, and those of the node producer that the operator gave
 * @param flags of the agent's virtual machine
 * @param log gets what the agent prints
 */
public record AgentBench(
        Map<String, String> settings, List<String> flags, Duration interval, Path log, Progress progress) {

    /** Until entries end as fast as they begin, and the agent's code is compiled. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    /** The kernel removes ended entries in its own time, at the latest after about a minute. */
    private static final Duration DRAIN = Duration.ofSeconds(90);

    private static final int EVENTS_PER_ENTRY = 2;

    public AgentBench {
        settings = Map.copyOf(settings);
        flags = List.copyOf(flags);
    }

    /** @param published percent of the flows that go to a service address */
    public AgentReport run(int eventsPerSecond, int published) throws InterruptedException {
        announce();
        try (var node = LoadedNode.open();
                var agent = AgentProcess.start(flags, withNode(node), log)) {
            agent.awaitReady();
            pause(Duration.ofSeconds(2));
            try (var load =
                    FlowLoad.start(node.namespace(), Destinations.of(published), eventsPerSecond / EVENTS_PER_ENTRY)) {
                pause(WARM_UP);
                return measured(eventsPerSecond, published, node, agent, load);
            }
        }
    }

    private AgentReport measured(int eventsPerSecond, int published, LoadedNode node, AgentProcess agent, FlowLoad load)
            throws InterruptedException {
        var receivedBefore = received(agent.metrics());
        var cpuBefore = ProcessUse.cpu(agent.pid());
        var start = System.nanoTime();
        pause(interval);
        var cpu = ProcessUse.cpu(agent.pid()).minus(cpuBefore);
        var took = Duration.ofNanos(System.nanoTime() - start);
        var seen = agent.metrics();
        var memory = new AgentReport.Memory(
                ProcessUse.memory(agent.pid(), "VmRSS"), ProcessUse.memory(agent.pid(), "VmHWM"));
        var average = ProcessUse.load();
        load.stop();
        return new AgentReport(
                eventsPerSecond,
                published,
                drained(node, agent, load),
                took,
                cpu,
                received(seen) - receivedBefore,
                memory,
                seen.sum("flowmend_node_heartbeat_age_seconds"),
                average);
    }

    private AgentReport.Events drained(LoadedNode node, AgentProcess agent, FlowLoad load) throws InterruptedException {
        var patient = System.nanoTime() + DRAIN.toNanos();
        while (node.entries() > 0 && System.nanoTime() < patient) {
            pause(Duration.ofMillis(500));
        }
        pause(Duration.ofSeconds(2));
        var left = node.entries();
        progress.say(load.made() + " entries made, " + left + " still there");
        var end = agent.metrics();
        return new AgentReport.Events(
                EVENTS_PER_ENTRY * load.made() - left,
                received(end),
                (long) end.sum("flowmend_node_facts_lost_total"),
                (long) end.sum("flowmend_node_facts_published_total"),
                load.refused());
    }

    /** The service whose addresses are of interest. */
    private void announce() {
        var checked = Settings.of(new HashMap<>(platform()));
        var kafka = KafkaSettings.from(checked);
        checked.done();
        var now = Instant.now();
        try (var sink = new Sink(kafka)) {
            var service = Facts.service("loaded", Destinations.SERVICE_ADDRESSES, Destinations.PORTS, 1, now);
            sink.write(Topics.SERVICES, Facts.CLUSTER + "/default/loaded/uid-loaded", service, now);
            sink.flush();
        }
    }

    private Map<String, String> platform() {
        var values = new HashMap<>(settings);
        values.keySet().removeIf(key -> key.startsWith("node."));
        return values;
    }

    private Map<String, String> withNode(LoadedNode node) {
        var values = new HashMap<>(settings);
        values.put("node.namespaces", "loaded=" + node.path());
        return values;
    }

    private static long received(Scrape scrape) {
        return (long) scrape.sum("flowmend_node_events_received_total");
    }

    private static void pause(Duration time) throws InterruptedException {
        for (var until = System.nanoTime() + time.toNanos(); System.nanoTime() < until; ) {
            LockSupport.parkNanos(until - System.nanoTime());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
