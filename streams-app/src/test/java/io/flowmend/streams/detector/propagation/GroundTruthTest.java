/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.propagation.SliceChange.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 1,000 nodes with injected delays: what is computed is what was injected, within one heartbeat. */
class GroundTruthTest {

    private static final int NODES = 1000;
    private static final int CHANGES = 40;
    private static final double HEARTBEAT = 0.5;
    private static final double LAST = 70;
    private static final Kind[] KINDS = {Kind.ADDED, Kind.CHANGED, Kind.DELETED};

    /** When each node has programmed each change, in seconds: proxies work in order, so none overtakes another. */
    private static double[][] injected(long seed, int nodes) {
        var random = new Random(seed);
        var programmed = new double[nodes][CHANGES];
        for (var node = 0; node < nodes; node++) {
            var own = Math.exp(random.nextGaussian()) * (random.nextInt(100) == 0 ? 8 : 1);
            for (var change = 0; change < CHANGES; change++) {
                var ready = changedAt(change) + Math.min(22, own * (0.5 + random.nextDouble()));
                programmed[node][change] = Math.max(ready, change == 0 ? 0 : programmed[node][change - 1]);
            }
        }
        return programmed;
    }

    private static double changedAt(int change) {
        return 5 + change * 0.73;
    }

    private static PropagationBench run(double[][] programmed, int partitions, int apiEvery, int restartEvery) {
        var names = IntStream.range(0, programmed.length)
                .mapToObj(node -> "node-" + node)
                .toList();
        var bench = new PropagationBench(partitions);
        bench.known(1, names.toArray(String[]::new));
        names.forEach(node -> bench.ack(1.5, node, 100));
        var said = new int[programmed.length];
        var sent = 0;
        var tick = 4;
        for (var now = tick * HEARTBEAT; now <= LAST; now = ++tick * HEARTBEAT) {
            while (sent < CHANGES && changedAt(sent) <= now) {
                bench.change(changedAt(sent), 101 + sent, KINDS[sent % KINDS.length]);
                sent++;
            }
            for (var node = 0; node < programmed.length; node++) {
                var done = said[node];
                while (done < CHANGES && programmed[node][done] <= now) {
                    done++;
                }
                if (done > said[node]) {
                    bench.ack(now, names.get(node), 100 + done);
                    said[node] = done;
                }
            }
            bench.nodes(now, names);
            if (tick % apiEvery == 0) {
                bench.api(now);
            }
            if (tick % restartEvery == 0) {
                bench.restart();
            }
        }
        return bench;
    }

    @Test
    void percentilesAreTheInjectedOnes() {
        // Given
        var programmed = injected(20261121, NODES);
        // When
        var said = run(programmed, 1, 1, Integer.MAX_VALUE).propagations();
        // Then
        assertThat(said).hasSize(CHANGES);
        assertThat(said).extracting(each -> each.change().kind()).contains(Kind.DELETED);
        for (var each : said) {
            var change = (int) each.change().revision() - 101;
            var truth = Arrays.stream(programmed)
                    .mapToDouble(node -> node[change] - changedAt(change))
                    .sorted()
                    .toArray();
            assertThat(each.programmed()).isEqualTo(NODES);
            for (var percent : new int[] {50, 90, 99, 100}) {
                var computed = each.timeTo(percent).orElseThrow() / 1e6;
                var injected = truth[NODES * percent / 100 - 1];
                assertThat(computed)
                        .as("p%s of change %s", percent, change)
                        .isBetween(injected - 0.001, injected + HEARTBEAT + injected / 128 + 0.001);
            }
        }
    }

    @Test
    void neitherPartitionsNorSpeedNorRestartsChangeWhatIsSaid() {
        // Given
        var programmed = injected(7, NODES / 5);
        var expected = run(programmed, 1, 1, Integer.MAX_VALUE);
        // When
        var other = run(programmed, 4, 9, 17);
        // Then: the last API frame of the slower run is earlier
        var said = new ArrayList<>(other.propagations());
        assertThat(said).hasSizeGreaterThan(CHANGES - 5);
        assertThat(said).isEqualTo(expected.propagations().subList(0, said.size()));
        assertThat(other.findings()).isEqualTo(expected.findings());
    }
}
