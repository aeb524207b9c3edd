/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.order.fault.Fault.Change.Drop;
import io.flowmend.streams.order.fault.Fault.Change.Insist;
import io.flowmend.streams.order.fault.Fault.Change.Negate;
import io.flowmend.streams.order.fault.Fault.Change.Swap;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeededFaultsTest {

    private static final int SEEDS = 50;
    private static final int SEEDS_OF_THE_CORE_ITSELF = 20;

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("takes a copied heartbeat again", "Intake", "beat", new Drop("isEcho")),
                new Fault("releases what is late, and only that", "Intake", "releaseOne", new Negate("isAfter")),
                new Fault("does not send how far a node is known", "Intake", "vouch", new Drop("changed")),
                new Fault("does not send that a node was passed", "Intake", "pass", new Drop("changed")),
                new Fault("passes the punctual, waits for the late", "Intake", "judge", new Negate("isBefore")),
                new Fault("judges a node again by an old mark", "Intake", "mark", new Insist("putMark")),
                new Fault(
                        "passes a silent node up to the mark",
                        "Intake$IntakeConfig",
                        "farthestBehind",
                        new Drop("minus")),
                new Fault(
                        "takes each clock for one that is ahead",
                        "Intake$IntakeConfig",
                        "isAhead",
                        new Negate("isAfter")),
                new Fault("forgets held facts of a dead life", "Intake", "giveUp", new Drop("forEach")),
                new Fault("tells a floor above what still waits", "Intake", "floor", new Negate("isBefore")),
                new Fault("does not notice a loss", "Intake", "vouch", new Drop("hasLost")),
                new Fault("waits for facts of a life that is over", "Claim", "missing", new Drop("isOver")),
                new Fault("does not keep the lanes over a restart", "LaneBook", "put", new Drop("text")),
                new Fault("keeps facts that it has released", "HeldFacts", "take", new Drop("forEach")),
                new Fault("stops one short of the watermark", "Sequencer", "drain", new Drop("plusNanos")),
                new Fault("keeps facts that it has applied", "Sequencer", "drain", new Drop("delete")),
                new Fault("takes only frames that go back", "ApiFrontier", "accept", new Negate("isAfter")),
                new Fault("believes the fastest upstream", "ApiFrontier", "watermark", new Swap("min", "max")),
                new Fault("drops what the API does not know", "ApiFrontier", "add", new Drop("save")),
                new Fault("does not look back for shared events", "Lanes", "own", new Drop("awaitShared")),
                new Fault("replays only what it knows already", "Lanes", "own", new Negate("live")),
                new Fault("asks for no turn when all is known again", "Lanes", "resumeAt", new Drop("put")),
                new Fault("drains to the further of two watermarks", "Lanes", "drain", new Negate("isBefore")),
                new Fault("trims to the further of two floors", "Lanes", "horizon", new Negate("isBefore")),
                new Fault("does not put the deadline among the events", "LaneTurn", "wakeAt", new Drop("put")),
                new Fault("does not notice a deadline inside its batch", "LaneTurn", "wakeAt", new Drop("noteWake")),
                new Fault("applies an event again", "LaneBuffer", "remove", new Drop("delete")),
                new Fault("trims a version that is still asked for", "SharedHistory", "trim", new Negate("isAfter")),
                new Fault("forgets the lanes that wait", "Registrations", "put", new Negate("isNeeded")),
                new Fault("does not wake lanes that wait for the API", "LaneBook", "list", new Drop("add")),
                new Fault("keeps the latest event for the earliest", "LaneBook", "awaits", new Negate("isBefore")),
                new Fault("cites the last that does not cover", "Lane", "citing", new Negate("isBefore")),
                new Fault("is unsure of all but the unknown", "Interval", "contains", new Swap("isAfter", "isBefore")),
                new Fault("keeps an unknown open for ever", "Unknowns", "plus", new Drop("isOpen")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultIsSeenWithinFiftySeeds(Fault fault) throws ReflectiveOperationException {
        // Given
        var simulation = new CoreLoader(Optional.of(fault)).simulation();
        // When
        var seen = firstSeed(simulation, SEEDS);
        // Then
        assertThat(seen).as("seed that shows: %s", fault).isPresent();
    }

    @Test
    void theCoreItselfShowsNothingWhenItIsLoadedTheSameWay() throws ReflectiveOperationException {
        assertThat(firstSeed(new CoreLoader(Optional.empty()).simulation(), SEEDS_OF_THE_CORE_ITSELF))
                .isEmpty();
    }

    /** A class that does not link is a broken fault, not one that was seen: such errors are left to fail the test. */
    private static Optional<Long> firstSeed(LongFunction<String> simulation, int seeds) {
        for (var seed = 0L; seed < seeds; seed++) {
            try {
                if (!simulation.apply(seed).isEmpty()) {
                    return Optional.of(seed);
                }
            } catch (AssertionError | RuntimeException thrown) {
                return Optional.of(seed);
            }
        }
        return Optional.empty();
    }
}
