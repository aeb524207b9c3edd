/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.sim.Message.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The stages over the topics of a world, run in the order, with the pace and the crashes that the seed decides. */
final class Pipeline {

    private static final int MOST_ROUNDS = 400_000;

    private final Chance chance;
    private final List<Stage> stages = new ArrayList<>();
    private final List<Message> results = new ArrayList<>();
    private final List<Message> aside = new ArrayList<>();

    /** @param partitions of every stage; another number than the world's is a replay */
    Pipeline(World world, int partitions, long seed) {
        this.chance = Chance.of(~seed);
        var layout = new Layout(world, partitions);
        var services = topics(partitions);
        var addresses = topics(partitions);
        var apiNames = new TreeSet<String>();
        layout.api().forEach((name, topic) -> {
            apiNames.add(name);
            stages.add(new ApiStage(name, services).reads(topic));
        });
        for (var i = 0; i < partitions; i++) {
            stages.add(new ServicesStage("services/" + i, apiNames, addresses).reads(services.get(i)));
            stages.add(new IntakeStage("intake/" + i, addresses, aside)
                    .reads(layout.flows().get(i))
                    .reads(layout.status().get(i)));
            stages.add(new AddressStage(
                            names("services/", partitions), names("intake/", partitions), world.nodes(), results)
                    .reads(addresses.get(i)));
        }
    }

    Outcome run() {
        var rounds = 0;
        for (var awake = stages; !stages.isEmpty(); ) {
            if (++rounds > MOST_ROUNDS) {
                throw new AssertionError("the pipeline does not come to an end");
            }
            if (chance.oneIn(40)) {
                awake = stages.stream().filter(stage -> !chance.oneIn(2)).toList();
            }
            var ready = awake.stream().filter(Stage::isReady).toList();
            if (ready.isEmpty()) {
                awake = stages;
                stages.forEach(Stage::commit);
                if (stages.stream().noneMatch(Stage::isReady)) {
                    break;
                }
                continue;
            }
            turn(chance.pick(ready));
        }
        return outcome();
    }

    private void turn(Stage stage) {
        for (var left = chance.between(1, 20); left > 0 && stage.isReady(); left--) {
            stage.step(chance);
        }
        if (chance.oneIn(12)) {
            stage.crash();
        } else if (chance.oneIn(3)) {
            stage.commit();
        }
    }

    private Outcome outcome() {
        var outcome = Outcome.empty();
        for (var message : aside) {
            switch ((Message.Passed) message) {
                case Message.Released(var fact) -> {
                    if (!outcome.released().add(Outcome.id(fact))) {
                        throw new AssertionError("released twice: " + Outcome.id(fact));
                    }
                }
                case Message.Late(var fact) -> outcome.late().add(Outcome.id(fact));
                case Message.Duplicate _ -> {}
                default -> throw new AssertionError("not aside: " + message);
            }
        }
        // A second copy of a released fact is late or a duplicate, as it comes after its life's end or before.
        outcome.late().removeAll(outcome.released());
        for (var message : results) {
            var line = (Message.Line) message;
            outcome.log(line.lane(), line.subject(), line.text());
        }
        return outcome;
    }

    private static List<List<Message>> topics(int partitions) {
        return Stream.generate(() -> (List<Message>) new ArrayList<Message>())
                .limit(partitions)
                .toList();
    }

    private static Set<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(number -> prefix + number).collect(Collectors.toSet());
    }

    /** The world's records in partitions: as written, or spread over another number as a replay does. */
    private record Layout(List<List<Written>> flows, List<List<Written>> status, Map<String, List<Written>> api) {

        Layout(World world, int partitions) {
            this(fill(partitions), fill(partitions), new HashMap<>());
            var apiPartitions = partitions == world.partitions() ? world.apiPartitions() : partitions;
            for (var type : World.TYPES) {
                IntStream.range(0, apiPartitions).forEach(i -> of(type, i));
            }
            var marked = new HashMap<String, Set<Integer>>();
            for (var record : world.records()) {
                switch (record) {
                    case Message.NodeFact(var fact) -> at(flows, fact.node()).add(record);
                    case Message.Unreadable(var node) -> at(flows, node).add(record);
                    case Message.NodeBeat(var beat) -> at(status, beat.node()).add(record);
                    case Message.StatusMark(var mark) -> {
                        if (partitions == world.partitions()) {
                            status.get(mark.partition()).add(record);
                        } else {
                            status.forEach(topic -> topic.add(record));
                        }
                    }
                    case Message.ApiFact fact ->
                        of(fact.type(), World.partitionOf(fact.subject(), apiPartitions))
                                .add(record);
                    case Message.ApiMark mark -> {
                        if (partitions == world.partitions()) {
                            of(mark.type(), mark.partition()).add(record);
                            continue;
                        }
                        var seen = marked.computeIfAbsent(mark.type() + mark.watermark(), name -> new TreeSet<>());
                        if (seen.add(mark.partition()) && seen.size() == world.apiPartitions()) {
                            IntStream.range(0, apiPartitions)
                                    .forEach(i -> of(mark.type(), i).add(record));
                        }
                    }
                }
            }
        }

        private List<Written> of(String type, int partition) {
            return api.computeIfAbsent(type + "/" + partition, name -> new ArrayList<>());
        }

        private static List<List<Written>> fill(int partitions) {
            return Stream.generate(() -> (List<Written>) new ArrayList<Written>())
                    .limit(partitions)
                    .toList();
        }

        private static List<Written> at(List<List<Written>> topics, String key) {
            return topics.get(World.partitionOf(key, topics.size()));
        }
    }
}
