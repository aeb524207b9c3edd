/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.streams.simulation.Recording.Fate;
import io.flowmend.streams.topology.Plant;
import io.flowmend.streams.topology.Plant.Product;
import java.util.HashSet;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.random.RandomGeneratorFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** One seed: a cluster as its records tell it, told again otherwise, and told with losses. */
public final class ClusterSimulation implements LongFunction<String> {

    private static final Fate PLAIN = new Fate(1, 0.1, 0.1, 0);
    private static final Fate DELAYED = new Fate(1, 3, 0.1, 0);
    private static final Fate COPIED_AND_DELAYED = new Fate(3, 3, 0.1, 0);
    private static final Fate LOSSY = new Fate(1, 0.5, 0.1, 5);
    private static final int MANY = 4;
    private static final int CONTEXT = 200;

    private final Serializer<SpecificRecord> serializer = Plant.open();
    private final Map<String, String> settings;

    public ClusterSimulation() {
        this(Map.of());
    }

    /** @param settings beside the defaults */
    ClusterSimulation(Map<String, String> settings) {
        this.settings = settings;
    }

    /** @return what is wrong, empty if nothing is */
    @Override
    public String apply(long seed) {
        var cluster = Cluster.of(seed);
        var plain = run(cluster, 1, PLAIN, seed);
        var wrong = Judge.differences(cluster.incidents, plain.findings());
        if (!wrong.isEmpty()) {
            return String.join("\n  ", wrong);
        }
        if (plain.dead() + plain.late() > 0) {
            return plain.dead() + " records could not be read, " + plain.late() + " came late";
        }
        var told = Judge.published(plain.findings());
        // Copies with half of the seeds, other partitions with half, both with a quarter.
        var fate = seed % 2 == 0 ? COPIED_AND_DELAYED : DELAYED;
        var partitions = seed / 2 % 2 == 0 ? MANY : 1;
        var again = Judge.published(run(cluster, partitions, fate, seed + 1).findings());
        if (!again.equals(told)) {
            return "written " + fate.copies() + " times, with delays, on " + partitions + " partitions: "
                    + difference(told, again);
        }
        var lossy = run(cluster, seed % 2 == 0 ? 1 : MANY, LOSSY, seed + 2);
        return String.join("\n  ", Judge.accusations(cluster.incidents, lossy.findings()));
    }

    Product run(Cluster cluster, int partitions, Fate fate, long seed) {
        var plant = new Plant(partitions, settings);
        new Recording(cluster, partitions, fate, seed).into(plant, serializer);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return plant.run(random, Cluster.time(Cluster.LENGTH + 3600));
    }

    private static String difference(Map<String, ?> told, Map<String, ?> again) {
        var ids = new HashSet<>(told.keySet());
        ids.addAll(again.keySet());
        return ids.stream()
                .filter(id -> !java.util.Objects.equals(told.get(id), again.get(id)))
                .findFirst()
                .map(id -> parted(String.valueOf(told.get(id)), String.valueOf(again.get(id))))
                .orElse("");
    }

    /** From shortly before they part. */
    private static String parted(String one, String other) {
        var from = 0;
        while (from < Math.min(one.length(), other.length()) && one.charAt(from) == other.charAt(from)) {
            from++;
        }
        var start = Math.max(0, from - CONTEXT);
        return "\n  " + one.substring(0, Math.min(CONTEXT, one.length())) + "\n  .. "
                + one.substring(start, Math.min(one.length(), from + CONTEXT)) + "\n  became\n  .. "
                + other.substring(Math.min(start, other.length()), Math.min(other.length(), from + CONTEXT));
    }
}
