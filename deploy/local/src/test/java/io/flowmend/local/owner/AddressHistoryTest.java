/* Licensed under Apache-2.0. */
package io.flowmend.local.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.PodRecord;
import io.flowmend.schemas.cluster.PodState;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.streams.ownership.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressHistoryTest {

    private static final String ADDRESS = "10.244.1.5";

    private final AddressHistory.Told told = new AddressHistory.Told("flowmend.k8s.pods", ADDRESS);

    @Test
    void theAnswerIsThatOfTheTimeAskedForAndNamesTheRecords() {
        told.take(0, 7, pod("web-0", 1, false));
        told.take(0, 9, pod("web-0", 10, true));
        told.take(1, 3, pod("other-0", 12, false));
        told.take(0, 10, mark(20));
        told.take(1, 4, mark(15));
        var history = told.history(2);

        var before = OwnerAnswer.of(history, ADDRESS, at(9));
        assertThat(before.owners()).extracting(Owner::pod).containsExactly("default/web-0");
        assertThat(before.lines())
                .containsExactly(
                        "10.244.1.5 at 2026-01-01T00:00:09Z: pod default/web-0 (uid uid-web-0) on node node-a, from"
                                + " 2026-01-01T00:00:01Z until 2026-01-01T00:00:10Z, when it was deleted",
                        "    flowmend.k8s.pods-0@7  2026-01-01T00:00:01Z  Pod uid-web-0 @1",
                        "    flowmend.k8s.pods-0@9  2026-01-01T00:00:10Z  Pod uid-web-0 @10");

        var between = OwnerAnswer.of(history, ADDRESS, at(11));
        assertThat(between.owners()).isEmpty();
        assertThat(between.former()).extracting(Owner::pod).containsExactly("default/web-0");
        assertThat(between.lines().getFirst()).isEqualTo("nobody owned 10.244.1.5 at 2026-01-01T00:00:11Z");

        assertThat(OwnerAnswer.of(history, ADDRESS, at(15)).known()).isTrue();
        var ahead = OwnerAnswer.of(history, ADDRESS, at(16));
        assertThat(ahead.owners()).extracting(Owner::pod).containsExactly("default/other-0");
        assertThat(ahead.known()).as("one partition is known up to 15 s only").isFalse();
        assertThat(ahead.json()
                        .path("owners")
                        .path(0)
                        .path("began")
                        .path("offset")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void whatCannotBeReadMakesNothingFinal() {
        told.take(0, 1, mark(20));
        told.unreadable();
        assertThat(OwnerAnswer.of(told.history(1), ADDRESS, at(1)).lines().getLast())
                .startsWith("not final");
    }

    private static PodRecord pod(String name, int seconds, boolean deleted) {
        var state = PodState.newBuilder()
                .setNamespace("default")
                .setName(name)
                .setUid("uid-" + name)
                .setCreatedAt(at(0))
                .setDeletionTimestamp(null)
                .setLabels(Map.of())
                .setNodeName("node-a")
                .setPhase("Running")
                .setPodIps(List.of(ADDRESS))
                .setHostIps(List.of())
                .setHostNetwork(false)
                .setOs(null)
                .setConditions(List.of())
                .setAnnotations(Map.of())
                .setStartedAt(null)
                .build();
        return PodRecord.newBuilder()
                .setOrigin(origin("uid-" + name, seconds))
                .setEventTime(at(seconds))
                .setDeleted(deleted)
                .setState(state)
                .setMark(null)
                .build();
    }

    private static PodRecord mark(int seconds) {
        return PodRecord.newBuilder()
                .setOrigin(origin("", seconds))
                .setEventTime(at(seconds))
                .setState(null)
                .setMark(ApiMark.newBuilder()
                        .setWatermark(at(seconds))
                        .setReturnedAt(at(seconds))
                        .setUnknownFrom(null)
                        .setUnknownUntil(null)
                        .setReason(null)
                        .build())
                .build();
    }

    private static ApiOrigin origin(String uid, int seconds) {
        return new ApiOrigin("local", "Pod", uid, "" + seconds, at(seconds), false);
    }

    private static Instant at(int seconds) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seconds);
    }
}
