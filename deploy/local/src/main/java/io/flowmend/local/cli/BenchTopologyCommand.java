/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.local.bench.TopologyBench;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Throughput of the topology beside a pass-through. */
@Command(
        name = "topology",
        description = {
            "Throughput of the topology beside a pass-through of the same input, in the same run.",
            "",
            "Method: a private broker and registry in and beside this process. The input is written first: 10 nodes tell"
                    + " of untranslated UDP entries towards 32 services that are never ready, with heartbeats every 500 ms"
                    + " and API watermarks every second of their history, 1,000 facts per second of it. 8 more services"
                    + " become ready while a client sends: each must become one finding in each round, and no record may"
                    + " be late or unreadable, else the benchmark fails. Then the pass-through (every value of the same"
                    + " topics into one topic) and the topology run in turn, each with an application id of its own and"
                    + " empty state, exactly-once and the same settings. The time is from the state RUNNING until the"
                    + " committed offsets have reached the end of every input topic and of every internal topic. The"
                    + " first round warms up and does not count. The rate is input records by that time; shown are"
                    + " median, least and most of the rounds. Settings of the topology are taken, e.g. --set"
                    + " streams.threads=2."
        })
public final class BenchTopologyCommand extends BenchLaunch {

    @Option(
            names = "--records",
            defaultValue = "100000",
            description = "Facts of nodes in the input, at least 20000 (${DEFAULT-VALUE}).")
    private int records;

    @Option(names = "--rounds", defaultValue = "3", description = "Measured rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--partitions", defaultValue = "2", description = "Partitions of each topic (${DEFAULT-VALUE}).")
    private int partitions;

    @Override
    int partitions() {
        return partitions;
    }

    @Override
    void check(Map<String, String> settings) {
        atLeast("--records", records, TopologyBench.LEAST_RECORDS);
        atLeast("--rounds", rounds, 1);
        atLeast("--partitions", partitions, 1);
    }

    @Override
    ExitCode run(Bench bench) throws InterruptedException {
        var report = new TopologyBench(bench.settings(), records, partitions, rounds, bench.progress()).run();
        if (bench.json()) {
            System.out.println(report.json());
        } else {
            report.lines().forEach(System.out::println);
        }
        return ExitCode.OK;
    }
}
