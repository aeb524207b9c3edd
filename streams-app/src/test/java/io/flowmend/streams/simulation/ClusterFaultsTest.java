/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.order.fault.CoreLoader;
import io.flowmend.streams.order.fault.Fault;
import io.flowmend.streams.order.fault.Fault.Change.Drop;
import io.flowmend.streams.order.fault.Fault.Change.Insist;
import io.flowmend.streams.order.fault.Fault.Change.Swap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
        "streams.nodeloss.confirm, 5s",
        "streams.propagation.stalled, 20s",
        "streams.stalenat.proof.age, 1m",
        "streams.stalenat.ebpf.patience, 2s",
        "streams.telemetry.silence, 20s"
    })
    void aWrongBoundIsSeenWithinFiftySeeds(String key, String value) {
        var rule = key.split("\\.", -1)[1];
        assertThat(firstSeed(new PlainSimulation(Map.of(key, value)), rule, Law.FINDS_WHAT_HAPPENED))
                .isPresent();
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
                        "does not know that a remote endpoint has gone",
                        "detector.ipconflict.Endpoints",
                        "remove",
                        new Drop("remove")),
                new Fault(
                        "does not ask which backend the next node would have chosen",
                        "detector.nodeloss.NodeLossRule",
                        "isServed",
                        new Insist("isPresent")),
                new Fault(
                        "does not ask whether the others are late, too",
                        "detector.propagation.StalledRule",
                        "late",
                        new Drop("watched")),
                new Fault(
                        "does not look for the twin that another zone translates",
                        "detector.stalenat.StaleNatRule",
                        "fault",
                        new Drop("hasTranslatedTwin")),
                new Fault(
                        "does not look into the node's NAT map",
                        "detector.stalenat.BpfScene",
                        "natted",
                        new Drop("filter")),
                new Fault(
                        "does not notice that a node speaks again",
                        "detector.telemetry.TelemetryRule",
                        "spoke",
                        new Drop("end")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aWrongRuleIsSeenWithinFiftySeeds(Fault fault) throws ReflectiveOperationException {
        var rule = fault.type().split("\\.", -1)[1];
        assertThat(firstSeed(simulation("PlainSimulation", fault), rule, Law.FINDS_WHAT_HAPPENED))
                .as("seed that shows: %s", fault)
                .isPresent();
    }

    static Stream<Arguments> wrongOrders() {
        return Stream.of(
                Arguments.of(
                        Law.COPIES_CHANGE_NOTHING,
                        new Fault("takes each copy for a new record", "order.Intake", "beat", new Drop("isEcho"))),
                Arguments.of(
                        Law.ORDER_CHANGES_NOTHING,
                        new Fault(
                                "waits for no fact that a heartbeat names", "order.Claim", "missing", new Drop("sum"))),
                Arguments.of(
                        Law.PARTITIONS_CHANGE_NOTHING,
                        new Fault(
                                "takes the fastest upstream for all",
                                "order.Lanes",
                                "horizon",
                                new Swap("min", "max"))),
                Arguments.of(
                        Law.LOSSES_ACCUSE_NOBODY,
                        new Fault("does not notice a loss", "order.Intake", "vouch", new Drop("hasLost"))));
    }

    /** Each law can be broken. */
    @ParameterizedTest
    @MethodSource("wrongOrders")
    void aWrongOrderIsSeenWithinFiftySeeds(Law law, Fault fault) throws ReflectiveOperationException {
        assertThat(firstSeed(simulation("ClusterSimulation", fault), "", law))
                .as("seed that shows: %s", fault)
                .isPresent();
    }

    private static LongFunction<String> simulation(String name, Fault fault) throws ReflectiveOperationException {
        return new CoreLoader("io.flowmend.streams.", "simulation." + name, Optional.of(fault)).simulation();
    }

    private static Optional<Long> firstSeed(LongFunction<String> simulation, String rule, Law law) {
        return LongStream.range(0, SEEDS)
                .filter(seed -> shows(simulation, seed, rule, law))
                .boxed()
                .findFirst();
    }

    /** A finding that is wrong, or a stage that stops at a state it cannot be in; a fault that does not link is an error. */
    private static boolean shows(LongFunction<String> simulation, long seed, String rule, Law law) {
        try {
            return simulation.apply(seed).lines().anyMatch(line -> line.startsWith(rule) && line.contains(law.name()));
        } catch (IllegalStateException stopped) {
            return true;
        }
    }
}
