/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import java.util.ArrayList;
import java.util.List;

/** One partition of one stage: reads, keeps, writes, and commits all three at once; a crash goes back to the commit. */
abstract class Stage {

    final TreeStore store = new TreeStore();
    private final List<Input> inputs = new ArrayList<>();
    private final List<Output> pending = new ArrayList<>();

    private record Output(List<Message> topic, Message message) {}

    private static final class Input {
        private final List<? extends Message> topic;
        private int next;
        private int committed;

        Input(List<? extends Message> topic) {
            this.topic = topic;
        }
    }

    /** Builds the core anew over the store, as after a start. */
    abstract void open();

    abstract void take(Message message);

    /** Writes the frames that are due. */
    void tick() {}

    /** What must hold after every step. */
    void check() {}

    final Stage reads(List<? extends Message> topic) {
        inputs.add(new Input(topic));
        return this;
    }

    final void write(List<Message> topic, Message message) {
        pending.add(new Output(topic, message));
    }

    final void write(List<List<Message>> topics, String key, Message message) {
        write(topics.get(World.partitionOf(key, topics.size())), message);
    }

    final void multicast(List<List<Message>> topics, Message message) {
        topics.forEach(topic -> write(topic, message));
    }

    final boolean isReady() {
        return inputs.stream().anyMatch(input -> input.next < input.topic.size());
    }

    final void step(Chance chance) {
        var ready =
                inputs.stream().filter(input -> input.next < input.topic.size()).toList();
        var input = chance.pick(ready);
        // Mostly one topic for a while, so that topics run far ahead of each other.
        for (var left = chance.oneIn(4) ? 30 : 1; left > 0 && input.next < input.topic.size(); left--) {
            take(input.topic.get(input.next++));
            check();
        }
        if (chance.oneIn(6)) {
            tick();
        }
    }

    final void commit() {
        tick();
        pending.forEach(output -> output.topic().add(output.message()));
        pending.clear();
        inputs.forEach(input -> input.committed = input.next);
        store.commit();
    }

    final void crash() {
        pending.clear();
        inputs.forEach(input -> input.next = input.committed);
        store.rollback();
        open();
    }
}
