/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.propagation.SliceChange.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that are not known for a while count alike wherever the API's watermark stops meanwhile. Revision 11 is the change. */
class UnknownProxyTest {

    private static final String[] ALL = {"a", "b", "c"};

    private final PropagationBench bench = new PropagationBench(2).watched(ALL);

    @ParameterizedTest
    @ValueSource(doubles = {24.9, 25.2, 25.7, 26, 28, 30})
    void whoIsBackCountsFromItsStartOn(double stop) {
        // Given
        bench.nodes(20, List.of("b", "c")).silent(3, 20, "a").api(20);
        bench.change(25.5, 11, Kind.CHANGED);
        bench.ack(26.5, "a", 11).ack(26, "b", 11).ack(26, "c", 11);
        // When its first heartbeat comes after its start at 25 s
        bench.back(3, 25, 28, "a").nodes(40, List.of("b", "c"));
        bench.api(stop);
        bench.known(60, ALL);
        // Then
        assertThat(bench.propagations()).singleElement().satisfies(said -> {
            assertThat(said.watched()).isEqualTo(3);
            assertThat(said.programmed()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {38, 40, 41, 42, 60})
    void whoseWordMayBeLostAtTheLastInstantIsNotAmongTheLate(double stop) {
        // Given, When
        noneInTimeAndTwoNotKnown(39, 41, stop);
        // Then
        assertThat(bench.findings()).extracting(Finding::causeClass).containsExactly("stalled-proxy");
        assertThat(bench.findings().getFirst().last().reason()).isEqualTo("no other node's proxy is watched");
    }

    @ParameterizedTest
    @ValueSource(doubles = {38, 40, 41, 42, 60})
    void whatIsLostLaterDoesNotExcuse(double stop) {
        // Given, When
        noneInTimeAndTwoNotKnown(40.5, 42, stop);
        // Then
        assertThat(bench.findings().getFirst().summary())
                .isEqualTo("3 of 3 watched nodes had not programmed a change after 30 s: it is not one node.");
    }

    /** The change came at 10 s, so at 40 s it is late. */
    private void noneInTimeAndTwoNotKnown(double from, double until, double stop) {
        bench.change(10, 11, Kind.CHANGED);
        bench.nodes(from, List.of(ALL)).api(37);
        bench.gap(from, until, "b").gap(from, until, "c");
        bench.nodes(55, List.of(ALL)).api(stop);
        bench.known(80, ALL);
    }
}
