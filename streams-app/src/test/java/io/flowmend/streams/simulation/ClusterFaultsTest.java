/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.order.fault.CoreLoader;
import io.flowmend.streams.order.fault.Fault;
import io.flowmend.streams.order.fault.Fault.Change.Drop;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation sees a rule that is wrong. */
class ClusterFaultsTest {

    private static final int SEEDS = 50;

    @ParameterizedTest
    @CsvSource({
        "streams.endpointdelay.warn, 1s",
        "streams.endpointreset.reset, 10s",
        "streams.ghostflow.hold, 1s",
        "streams.ipconflict.settle, 3s",
        "streams.telemetry.silence, 20s"
    })
    void aWrongBoundIsSeenWithinFiftySeeds(String key, String value) {
        assertThat(firstSeed(new ClusterSimulation(Map.of(key, value)))).isPresent();
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault(
                        "tells a pod's lost route again after it was programmed",
                        "detector.endpointdelay.RouteDeletedRule",
                        "judge",
                        new Drop("isOver")),
                new Fault(
                        "takes resets that the peer sent for such that it received",
                        "detector.endpointreset.RefreshRule",
                        "fact",
                        new Drop("sent")),
                new Fault(
                        "takes an answered flow for a lost one",
                        "detector.ghostflow.GhostFlowRule",
                        "ofFlow",
                        new Drop("replied")),
                new Fault(
                        "believes in endpoints whose end may have been lost",
                        "detector.ipconflict.Endpoints",
                        "remoteAt",
                        new Drop("isBefore")),
                new Fault(
                        "does not notice that a node speaks again",
                        "detector.telemetry.TelemetryRule",
                        "spoke",
                        new Drop("end")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aWrongRuleIsSeenWithinFiftySeeds(Fault fault) throws ReflectiveOperationException {
        // Given
        var loader = new CoreLoader("io.flowmend.streams.", "simulation.ClusterSimulation", Optional.of(fault));
        // When
        var seen = firstSeed(loader.simulation());
        // Then
        assertThat(seen).as("seed that shows: %s", fault).isPresent();
    }

    /** A finding that is wrong, not a failure to run: a fault that does not link is a broken test. */
    private static Optional<Long> firstSeed(LongFunction<String> simulation) {
        return LongStream.range(0, SEEDS)
                .filter(seed -> !simulation.apply(seed).isEmpty())
                .boxed()
                .findFirst();
    }
}
