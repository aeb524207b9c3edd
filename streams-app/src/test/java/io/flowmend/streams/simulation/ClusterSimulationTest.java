/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every seed is simulated once; each rule is judged by each law over all of them. */
class ClusterSimulationTest {

    private static final List<String> RULES = List.of(
            "endpointdelay",
            "endpointreset",
            "ghostflow",
            "ipconflict",
            "nodeloss",
            "propagation",
            "stalenat",
            "telemetry");

    private static final String AGAIN =
            "./mvnw -pl streams-app -am verify -Dtest=ClusterSimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dsimulation.seed=";

    private static List<Wrong> wrong;

    private record Wrong(long seed, Breach breach) {
        @Override
        public String toString() {
            return "seed " + seed + " (" + AGAIN + seed + "):\n  " + breach + "\n";
        }
    }

    @BeforeAll
    static void simulate() {
        // A list first: an assertion would take the stream one by one.
        wrong = seeds().parallel()
                .boxed()
                .flatMap(seed -> breaches(seed).stream().map(breach -> new Wrong(seed, breach)))
                .toList();
    }

    private static LongStream seeds() {
        var one = Long.getLong("simulation.seed");
        return one == null ? LongStream.range(0, Long.getLong("flowmend.seeds", 50)) : LongStream.of(one);
    }

    private static List<Breach> breaches(long seed) {
        try {
            return new ClusterSimulation().breaches(seed);
        } catch (AssertionError | RuntimeException thrown) {
            return List.of(new Breach(ClusterSimulation.ANY, Law.FINDS_WHAT_HAPPENED, thrown.toString()));
        }
    }

    static Stream<Arguments> laws() {
        return RULES.stream().flatMap(rule -> Stream.of(Law.values()).map(law -> Arguments.of(rule, law)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("laws")
    void eachRuleKeepsEachLaw(String rule, Law law) {
        assertThat(wrong)
                .filteredOn(each ->
                        each.breach().rule().equals(rule) && each.breach().law() == law)
                .isEmpty();
    }

    @Test
    void nothingElseIsWrong() {
        assertThat(wrong)
                .filteredOn(each -> !RULES.contains(each.breach().rule()))
                .isEmpty();
    }

    /** A law that is kept because nothing happens says nothing. */
    @Test
    void eachRuleHasFaultsToFind() {
        assertThat(LongStream.range(0, 20)
                        .boxed()
                        .flatMap(seed -> Cluster.of(seed).incidents.stream())
                        .map(Incident::rule))
                .hasSameElementsAs(RULES);
    }
}
