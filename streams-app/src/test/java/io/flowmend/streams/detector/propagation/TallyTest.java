/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import static io.flowmend.streams.detector.propagation.PropagationBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.propagation.ProxyState.Held;
import io.flowmend.streams.detector.propagation.ProxyState.Standing;
import io.flowmend.streams.detector.propagation.ProxyState.Watch;
import io.flowmend.streams.node.Gap;
import io.flowmend.streams.node.NodeBeat;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Sums of deltas, and what is stored of one proxy. */
class TallyTest {

    private static final RecordRef ACK = new RecordRef("programmed", 0, 1, "proxy @10", at(2));
    private static final Map<Long, Held> HELD = Map.of(7L, new Held("no such port", at(4)), 9L, new Held("", at(5)));
    private static final SliceChange CHANGE = new SliceChange(
            "default",
            "web-1",
            "web",
            SliceChange.Kind.CHANGED,
            11,
            new RecordRef("slices", 0, 11, "EndpointSlice @11", at(10)));

    @Test
    void aSumHasAllThatItsPartsCounted() {
        var sum = new Tally(11);
        for (var partition = 0; partition < 2; partition++) {
            var part = new Tally(11);
            part.settled(CHANGE, 3, 5);
            part.programmed("a" + partition, Duration.ofMillis(100 + partition), at(11), false, 3);
            part.unknown(at(12), false);
            part.doubted();
            part.missing("b" + partition, "no such port", at(13), false, 3);
            assertThat(sum.isDecided(2)).isFalse();
            sum.merge(part, 3);
        }
        assertThat(sum.counts()).isEqualTo(new Tally.Counts(2, 2, 2, 101_000, at(13), 6, 10, 2));
        assertThat(sum.programmed()).isEqualTo(2);
        assertThat(sum.change()).contains(CHANGE);
        assertThat(sum.isDecided(2)).isTrue();
        assertThat(sum.last())
                .as("three of four, the last first")
                .containsExactly(
                        new Straggler("b0", OptionalLong.empty(), "no such port"),
                        new Straggler("b1", OptionalLong.empty(), "no such port"),
                        new Straggler("a1", OptionalLong.of(101_000), ""));
    }

    @Test
    void withinATimeAreThoseWhoTookNoLonger() {
        var tally = new Tally(11);
        tally.programmed("a", Duration.ofSeconds(1), at(11), true, 3);
        tally.programmed("b", Duration.ofSeconds(35), at(45), true, 3);
        assertThat(tally.within(Duration.ofSeconds(30))).isEqualTo(1);
        assertThat(tally.within(Duration.ofSeconds(60))).isEqualTo(2);
    }

    private static ProxyState full() {
        return new ProxyState(
                new Watch(at(1), at(2), at(3), Optional.of(at(4))),
                new Standing(10, HELD, Optional.of(ACK), "proxy", Optional.of(at(5))),
                Optional.of(8L),
                Optional.of(PropagationBench.at(40)));
    }

    @Test
    void allThatIsKnownOfAProxyOutlivesARestart() {
        assertThat(ProxyState.of(full().stored())).isEqualTo(full());
        assertThat(ProxyState.of(ProxyState.heard(at(1)).stored())).isEqualTo(ProxyState.heard(at(1)));
    }

    @Test
    void aProxyWhoseSourceIsGoneIsNotFollowedAnyMore() {
        var codec = new BenchCodec();
        var open = new OpenChanges(new MemoryStore(), codec);
        open.add(CHANGE);
        assertThat(open.add(CHANGE)).as("known").isFalse();
        var mute = new NodeBeat(ACK, Map.of("felix", at(0)), Map.of(), Map.of(), false);
        var step = new PropagationRule(PropagationBench.CONFIG)
                .unknown(full(), open, new Gap(at(9), at(20), Optional.of(mute)), at(20));
        assertThat(step.decided())
                .singleElement()
                .satisfies(decided ->
                        assertThat(decided.outcome()).isEqualTo(new PropagationRule.Outcome.Unknown(at(20))));
        assertThat(step.next().acknowledges()).isFalse();
        assertThat(step.next().standing().revision()).isEqualTo(10);
        assertThat(step.next().isPending(CHANGE)).isFalse();
    }
}
