/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.flowmend.streams.ownership.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Months of a production cluster with few addresses: each pod takes the least free one when it is scheduled and gives it
 * back when it is deleted, so that one is had by hundreds in turn. The trace has neither addresses nor nodes.
 */
class RecordedChurnTest {

    static final String CHURN = "churn.txt";

    private static final int DELETION = 0;
    private static final int SCHEDULING = 1;

    /** A row of the trace, its times in seconds since its start. */
    private record Life(String name, String phase, long deleted, long scheduled) {

        static Life of(String row) {
            var cells = row.split(",", -1);
            return new Life(
                    cells[0], cells[7], Long.parseLong(cells[9]), cells[10].isEmpty() ? -1 : Long.parseLong(cells[10]));
        }

        boolean hasFinished() {
            return phase.equals("Succeeded") || phase.equals("Failed");
        }
    }

    private record Step(long second, int kind, Life life) {}

    private final Recordings recordings = Recordings.required();

    @Test
    void anAddressHasOneOwnerAtATimeThroughMonthsOfPods() throws IOException {
        for (var each : Expectations.all(CHURN)) {
            var expected = each.only("reads", "figure");
            var lives = new Lives();
            replay(recordings.file(expected.recordings().getFirst()), lives);
            assertThat(figures(lives.all())).containsExactlyInAnyOrderElementsOf(expected.texts("figure"));
            assertSuccession(lives.all());
        }
    }

    /** Deletions of a second come before what is scheduled in it: an address may be given again at once. */
    private static void replay(Path trace, Lives lives) throws IOException {
        var steps = new ArrayList<Step>();
        var rows = Files.readAllLines(trace);
        for (var row : rows.subList(1, rows.size())) {
            var life = Life.of(row);
            if (life.scheduled() >= 0) {
                steps.add(new Step(life.scheduled(), SCHEDULING, life));
                steps.add(new Step(life.deleted(), DELETION, life));
            } else {
                lives.on(version(life, life.deleted(), "Pending", "", true)); // never on a node
            }
        }
        steps.sort(Comparator.comparingLong(Step::second).thenComparingInt(Step::kind));
        var free = new TreeSet<Integer>();
        Map<String, Integer> taken = new HashMap<>();
        for (var step : steps) {
            var life = step.life();
            if (step.kind() == SCHEDULING) {
                var least = free.isEmpty() ? taken.size() : free.removeFirst();
                taken.put(life.name(), least);
                lives.on(version(life, step.second(), "Running", address(least), false));
            } else {
                int had = Objects.requireNonNull(taken.remove(life.name()));
                free.add(had);
                if (life.hasFinished()) {
                    lives.on(version(life, step.second(), life.phase(), address(had), false));
                }
                lives.on(version(life, step.second(), life.phase(), address(had), true));
            }
        }
    }

    private static String address(int number) {
        return "10.128." + number / 256 + "." + number % 256;
    }

    private static Seen version(Life life, long second, String phase, String address, boolean deleted) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace("openb")
                .withName(life.name())
                .withUid(life.name())
                .endMetadata()
                .withNewSpec()
                .withNodeName(address.isEmpty() ? "" : "node")
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .withPodIP(address)
                .endStatus()
                .build();
        return new Seen(Instant.ofEpochSecond(second), pod, deleted);
    }

    private static List<String> figures(List<Owner> owners) {
        var why = owners.stream()
                .collect(Collectors.groupingBy(
                        owner -> owner.until().map(end -> end.why().name()).orElse("none"), Collectors.counting()));
        var perAddress = owners.stream().collect(Collectors.groupingBy(Owner::address, Collectors.counting()));
        var figures = new ArrayList<String>();
        why.forEach((release, count) -> figures.add("ended " + release + " " + count));
        figures.add("owned " + owners.size());
        figures.add("addresses " + perAddress.size());
        figures.add("owners of " + address(0) + " " + perAddress.get(address(0)));
        return figures;
    }

    private static void assertSuccession(List<Owner> owners) {
        var byAddress = owners.stream().collect(Collectors.groupingBy(Owner::address));
        byAddress.forEach((address, all) -> {
            for (var i = 1; i < all.size(); i++) {
                assertThat(all.get(i - 1).until().orElseThrow().at())
                        .as("end of %s at %s", all.get(i - 1).pod(), address)
                        .isBeforeOrEqualTo(all.get(i).from());
            }
        });
    }
}
