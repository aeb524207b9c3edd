/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One rate.
 *
 * @param eventsPerSecond asked for
 * @param published percent of the flows that went to a service address
 * @param events of the whole run
 * @param interval over which CPU and received events per second were taken
 * @param cpu used by the process in the interval
 * @param received in the interval
 */
public record AgentReport(
        int eventsPerSecond,
        int published,
        Events events,
        Duration interval,
        Duration cpu,
        long received,
        Memory memory,
        double heartbeatAgeSeconds,
        double load) {

    /**
     * Counts of the whole run.
     *
     * @param offered what the kernel had to tell: each entry made, and each that ended
     * @param received told by the kernel to the agent
     * @param lost counted by the agent
     * @param facts acknowledged by the broker
     * @param refused datagrams that the kernel did not take and that made no event
     */
    public record Events(long offered, long received, long lost, long facts, long refused) {}

    /** In KiB. */
    public record Memory(long resident, long peak) {}

    double percent() {
        return ProcessUse.percent(cpu, interval);
    }

    double receivedPerSecond() {
        return 1e9 * received / interval.toNanos();
    }

    /** Neither received nor counted as lost; what must not be. Below zero if more was counted than was offered. */
    long missing() {
        return events.offered() - events.received() - events.lost();
    }

    public List<String> lines() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%,d events/s, %d %% of the flows towards a service (load average %.2f)",
                        eventsPerSecond,
                        published,
                        load),
                String.format(
                        Locale.ROOT,
                        "  events offered %,d, received %,d, counted as lost %,d, neither %,d;"
                                + " facts published %,d; datagrams refused %,d",
                        events.offered(),
                        events.received(),
                        events.lost(),
                        missing(),
                        events.facts(),
                        events.refused()),
                String.format(
                        Locale.ROOT,
                        "  over %d s: %,.0f events/s received, CPU %.1f %% of one core; RSS %.0f MiB, peak %.0f MiB;"
                                + " heartbeat age %.1f s",
                        interval.toSeconds(),
                        receivedPerSecond(),
                        percent(),
                        memory.resident() / 1024.0,
                        memory.peak() / 1024.0,
                        heartbeatAgeSeconds));
    }

    public String json() {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("bench", "agent").put("eventsPerSecond", eventsPerSecond).put("publishedPercent", published);
        node.put("offered", events.offered()).put("received", events.received()).put("lost", events.lost());
        node.put("missing", missing()).put("factsPublished", events.facts()).put("refused", events.refused());
        node.put("intervalSeconds", interval.toMillis() / 1000.0).put("receivedPerSecond", receivedPerSecond());
        node.put("cpuPercent", percent()).put("rssKiB", memory.resident()).put("peakKiB", memory.peak());
        node.put("heartbeatAgeSeconds", heartbeatAgeSeconds).put("load", load);
        return node.toString();
    }
}
