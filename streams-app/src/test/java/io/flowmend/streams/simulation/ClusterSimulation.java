/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.streams.simulation.Recording.Fate;
import io.flowmend.streams.topology.Plant;
import io.flowmend.streams.topology.PlantProducts.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** One seed: a cluster as its records tell it, told again otherwise, and told with losses. */
public final class ClusterSimulation implements LongFunction<String> {

    /** Of no single rule. */
    static final String ANY = "any rule";

    private static final Fate PLAIN = new Fate(1, 0.1, 0.1, 0);
    private static final Fate COPIED = new Fate(3, 0.1, 0.1, 0);
    private static final Fate DELAYED = new Fate(1, 3, 0.1, 0);
    private static final Fate LOSSY = new Fate(1, 0.5, 0.1, 5);
    private static final int MANY = 4;
    private static final int DOZEN = 12;

    private final Serializer<SpecificRecord> serializer = Plant.open();
    private final Map<String, String> settings;

    public ClusterSimulation() {
        this(Map.of());
    }

    /** @param settings beside the defaults */
    ClusterSimulation(Map<String, String> settings) {
        this.settings = settings;
    }

    /** @return what is wrong, by rule and law; empty if nothing is */
    @Override
    public String apply(long seed) {
        return Breach.text(breaches(seed));
    }

    /** All that is wrong. */
    List<Breach> breaches(long seed) {
        var cluster = Cluster.of(seed);
        var plain = run(cluster, 1, PLAIN, seed);
        return Stream.of(found(cluster, plain), otherwise(cluster, plain, seed), lossy(cluster, seed))
                .flatMap(List::stream)
                .toList();
    }

    /** What is wrong if it is told once, in time, and nothing is lost. */
    List<Breach> found(long seed) {
        var cluster = Cluster.of(seed);
        return found(cluster, run(cluster, 1, PLAIN, seed));
    }

    private static List<Breach> found(Cluster cluster, Product plain) {
        var wrong = new ArrayList<>(Judge.differences(cluster.incidents, plain.findings()));
        if (plain.dead() + plain.late() > 0) {
            var what = plain.dead() + " records could not be read, " + plain.late() + " came late";
            wrong.add(new Breach(ANY, Law.FINDS_WHAT_HAPPENED, what));
        }
        return wrong;
    }

    private List<Breach> lossy(Cluster cluster, long seed) {
        return Judge.accusations(
                cluster.incidents, run(cluster, 1, LOSSY, seed + 2).findings());
    }

    /** One way of telling it otherwise per seed, in turns. */
    private List<Breach> otherwise(Cluster cluster, Product plain, long seed) {
        return switch ((int) Math.floorMod(seed, 6L)) {
            case 0, 3 -> Judge.changes(Law.COPIES_CHANGE_NOTHING, plain, run(cluster, 1, COPIED, seed + 1));
            case 1, 4 -> Judge.changes(Law.ORDER_CHANGES_NOTHING, plain, run(cluster, 1, DELAYED, seed + 1));
            case 2 -> Judge.changes(Law.PARTITIONS_CHANGE_NOTHING, plain, run(cluster, MANY, PLAIN, seed + 1));
            default -> Judge.changes(Law.PARTITIONS_CHANGE_NOTHING, plain, run(cluster, DOZEN, PLAIN, seed + 1));
        };
    }

    private Product run(Cluster cluster, int partitions, Fate fate, long seed) {
        var plant = new Plant(partitions, settings);
        new Recording(cluster, partitions, fate, seed).into(plant, serializer);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        return plant.run(random, Cluster.time(Cluster.LENGTH + 3600));
    }
}
