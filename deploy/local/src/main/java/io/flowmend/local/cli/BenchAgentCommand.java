/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.local.bench.AgentBench;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the node producer costs, and what it loses. */
@Command(
        name = "agent",
        description = {
            "CPU, memory and losses of the node producer alone. Linux, root, ip and nft.",
            "",
            "Method: a private broker and registry; a network namespace that is made and removed; the node producer as a"
                    + " process of its own that watches it. From 512 ports, each datagram goes to another address and"
                    + " port, so that it makes a conntrack entry that nobody answers and that ends after a second: two"
                    + " events, NEW and DESTROY, hence half as many datagrams as events per second. The kernel cleans up in"
                    + " its own time, so DESTROY comes in bursts. A percentage of the flows goes to one of 200 addresses of"
                    + " a service; of these the agent publishes facts, the rest it drops. After a warm-up of 10 s, CPU is"
                    + " the user and system time of the process over the interval (/proc/PID/stat), memory VmRSS and VmHWM"
                    + " at its end, events and heartbeat age from its /metrics. Then the load ends, the table is drained"
                    + " (90 s at most), and of all events offered (entries made and entries ended) those received and"
                    + " those counted as lost are told. Settings of the node producer are taken, e.g. --set"
                    + " node.receive.buffer.mib=8."
        })
public final class BenchAgentCommand extends BenchLaunch {

    @Option(
            names = "--events-per-second",
            split = ",",
            defaultValue = "1000,20000",
            description = "Rates, separated by commas (${DEFAULT-VALUE}).")
    private List<Integer> rates = List.of();

    @Option(names = "--seconds", defaultValue = "30", description = "Measured interval (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--published",
            split = ",",
            defaultValue = "1",
            description = "Percent of the flows that go to a service address, separated by commas (${DEFAULT-VALUE}).")
    private List<Integer> published = List.of();

    @Option(
            names = "--jvm",
            defaultValue = "-Xmx64m -XX:+UseSerialGC",
            description = "Flags of the agent's virtual machine (${DEFAULT-VALUE}).")
    private String flags = "";

    @Override
    int partitions() {
        return 1;
    }

    @Override
    void check(Map<String, String> settings) {
        rates.forEach(rate -> atLeast("--events-per-second", rate, 2));
        atLeast("--seconds", seconds, 1);
        published.forEach(percent -> between("--published", percent, 0, 100));
    }

    @Override
    ExitCode run(Bench bench) throws InterruptedException {
        var agent = new AgentBench(
                bench.settings().given(),
                List.of(Pattern.compile(" +").split(flags.strip())),
                Duration.ofSeconds(seconds),
                bench.settings().state().resolveSibling("agent.log"),
                bench.progress());
        for (var percent : published) {
            for (var rate : rates) {
                bench.progress().say(rate + " events/s, " + percent + " % published");
                var report = agent.run(rate, percent);
                if (bench.json()) {
                    System.out.println(report.json());
                } else {
                    report.lines().forEach(System.out::println);
                }
            }
        }
        return ExitCode.OK;
    }
}
