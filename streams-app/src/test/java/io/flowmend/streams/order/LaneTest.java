/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.order.sim.TreeStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final Lane lane = Lane.unseen("cluster/a")
            .with(beat(10, "first"))
            .with(beat(20, "second"))
            .with(passed(25));

    @Test
    void theHeartbeatThatCoversATimeIsTheFirstWhoseWatermarkIsNotBeforeIt() {
        assertThat(cited(lane, at(9))).contains("first");
        assertThat(cited(lane, at(10))).contains("first");
        assertThat(cited(lane, at(10).plusNanos(1000))).contains("second");
        assertThat(cited(lane, at(20))).contains("second");
        assertThat(cited(lane, at(20).plusNanos(1000))).isEmpty();
    }

    @Test
    void aLaneForgetsTheHeartbeatsThatItHasPassed() {
        assertThat(lane.drainedTo(at(10)).citations()).hasSize(1);
        assertThat(lane.drainedTo(at(10).minusNanos(1000)).citations()).hasSize(2);
    }

    @Test
    void theWatermarkNeverGoesBack() {
        assertThat(lane.watermark()).isEqualTo(at(25));
        assertThat(lane.with(beat(24, "echo")).watermark()).isEqualTo(at(25));
    }

    /** A heartbeat that counts a loss vouches up to its own time, and what was lost may be of just that time. */
    @Test
    void atTheEndOfAnUnknownTimeTheNodeIsKnownFromTheResumptionOn() {
        var lossy = Lane.unseen("cluster/a")
                .with(new NodeFrame.Change(
                        "cluster/a", at(20), Optional.of(new Interval(at(10), at(20))), Optional.empty()));
        assertThat(isKnown(lossy, at(10), Rank.OWN)).isTrue();
        assertThat(isKnown(lossy, at(15), Rank.OWN)).isFalse();
        assertThat(isKnown(lossy, at(20), Rank.SHARED)).isFalse();
        assertThat(isKnown(lossy, at(20), Rank.OWN)).isFalse();
        assertThat(isKnown(lossy, at(20), Rank.RESUME)).isTrue();
        assertThat(isKnown(lossy, at(20), Rank.DEADLINE)).isTrue();
    }

    @Test
    void aLaneIsReadAsItWasWritten() {
        var written = lane.drainedTo(at(15));
        var read = Lane.read("cluster/a", written.bytes());
        assertThat(read.watermark()).isEqualTo(at(25));
        assertThat(read.drained()).isEqualTo(at(15));
        assertThat(read.unknowns()).isEqualTo(written.unknowns());
        assertThat(cited(read, at(16))).contains("second");
    }

    private static NodeFrame.Change beat(int second, String name) {
        return new NodeFrame.Change(
                "cluster/a", at(second), Optional.empty(), Optional.of(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static NodeFrame.Change passed(int second) {
        return new NodeFrame.Change(
                "cluster/a", at(second), Optional.of(new Interval(at(20), Instant.MAX)), Optional.empty());
    }

    private static Optional<String> cited(Lane lane, Instant time) {
        return lane.citing(time).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static boolean isKnown(Lane lane, Instant time, Rank rank) {
        var buffer = new LaneBuffer(new TreeStore());
        return new LaneTurn(lane, Unknowns.NONE, new Position(time, rank, "origin", 1), "s", buffer).isKnown();
    }

    private static Instant at(int second) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
    }
}
