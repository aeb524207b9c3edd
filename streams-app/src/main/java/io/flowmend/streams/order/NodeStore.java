/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import io.flowmend.streams.order.Beat.SourceSaid;
import io.flowmend.streams.order.NodeProgress.Step;
import io.flowmend.streams.order.NodeProgress.Vouched;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Keeps {@link NodeProgress} per node, and the last {@link Mark} of each partition. */
final class NodeStore {

    private static final String NODE = "node";
    private static final String MARK = "mark";

    private final SortedStore store;
    private final TreeMap<String, Mark> marks = new TreeMap<>();

    NodeStore(SortedStore store) {
        this.store = store;
        store.scan(new Key().text(MARK).bytes(), new Key().text(MARK).end(), (key, value) -> {
            var mark = Wire.read(value, NodeStore::mark);
            marks.put(partition(mark), mark);
            return true;
        });
    }

    NodeProgress get(String name) {
        var bytes = store.get(key(name));
        return bytes == null ? NodeProgress.unseen() : Wire.read(bytes, in -> progress(in, name));
    }

    void put(String name, NodeProgress node) {
        store.put(key(name), Wire.write(out -> progress(out, node)));
    }

    void each(BiConsumer<String, NodeProgress> visitor) {
        store.scan(new Key().text(NODE).bytes(), new Key().text(NODE).end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            var name = reader.text();
            visitor.accept(name, Wire.read(value, in -> progress(in, name)));
            return true;
        });
    }

    Collection<Mark> marks() {
        return marks.values();
    }

    /**
     * Marks never go back: an echo or an older leader's changes nothing.
     *
     * @return whether it is newer than what was known
     */
    boolean putMark(Mark mark) {
        var known = marks.get(partition(mark));
        if (known != null && !mark.watermark().isAfter(known.watermark())) {
            return false;
        }
        marks.put(partition(mark), mark);
        store.put(new Key().text(MARK).text(partition(mark)).bytes(), Wire.write(out -> {
            Wire.time(out, mark.watermark());
            Wire.time(out, mark.sentAt());
            out.writeInt(mark.partition());
            out.writeInt(mark.partitions());
        }));
        return true;
    }

    private static String partition(Mark mark) {
        return mark.partition() + "/" + mark.partitions();
    }

    private static Mark mark(DataInputStream in) throws IOException {
        return new Mark(Wire.time(in), Wire.time(in), in.readInt(), in.readInt());
    }

    private static byte[] key(String name) {
        return new Key().text(NODE).text(name).bytes();
    }

    private static void progress(DataOutputStream out, NodeProgress node) throws IOException {
        Wire.time(out, node.watermark());
        out.writeBoolean(node.passedBy().isPresent());
        if (node.passedBy().isPresent()) {
            Wire.time(out, node.passedBy().get());
        }
        out.writeBoolean(node.doubtful());
        out.writeInt(node.sources().size());
        for (var source : new TreeMap<>(node.sources()).entrySet()) {
            out.writeUTF(source.getKey());
            out.writeUTF(source.getValue().bootId());
            out.writeLong(source.getValue().sequence());
            out.writeLong(source.getValue().lost());
        }
        heard(out, node.heard());
        arrivals(out, node.arrivals());
        steps(out, node.steps());
    }

    private static NodeProgress progress(DataInputStream in, String name) throws IOException {
        return new NodeProgress(
                Wire.time(in),
                in.readBoolean() ? Optional.of(Wire.time(in)) : Optional.empty(),
                in.readBoolean(),
                sources(in),
                heard(in),
                arrivals(in),
                Wire.list(in, each -> step(each, name)));
    }

    private static void heard(DataOutputStream out, Heard heard) throws IOException {
        Wire.time(out, heard.declared());
        out.writeLong(heard.period().toNanos());
        out.writeBoolean(heard.ahead());
        out.writeUTF(heard.life());
        out.writeLong(heard.sequence());
        texts(out, heard.ended());
    }

    private static Heard heard(DataInputStream in) throws IOException {
        return new Heard(
                Wire.time(in),
                Duration.ofNanos(in.readLong()),
                in.readBoolean(),
                in.readUTF(),
                in.readLong(),
                Wire.list(in, each -> each.readUTF()));
    }

    private static void arrivals(DataOutputStream out, Arrivals arrivals) throws IOException {
        out.writeInt(arrivals.highest().size());
        for (var life : new TreeMap<>(arrivals.highest()).entrySet()) {
            out.writeUTF(life.getKey());
            out.writeLong(life.getValue());
        }
        texts(out, arrivals.lives());
        texts(out, arrivals.retired());
        out.writeInt(arrivals.unreadable());
    }

    private static Arrivals arrivals(DataInputStream in) throws IOException {
        return new Arrivals(
                highest(in),
                Wire.list(in, each -> each.readUTF()),
                Wire.list(in, each -> each.readUTF()),
                in.readInt());
    }

    private static Map<String, Vouched> sources(DataInputStream in) throws IOException {
        var sources = new HashMap<String, Vouched>();
        for (var left = in.readInt(); left > 0; left--) {
            sources.put(in.readUTF(), new Vouched(in.readUTF(), in.readLong(), in.readLong()));
        }
        return sources;
    }

    private static Map<String, Long> highest(DataInputStream in) throws IOException {
        var highest = new HashMap<String, Long>();
        for (var left = in.readInt(); left > 0; left--) {
            highest.put(in.readUTF(), in.readLong());
        }
        return highest;
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (var text : texts) {
            out.writeUTF(text);
        }
    }

    private static void steps(DataOutputStream out, List<Step> steps) throws IOException {
        out.writeInt(steps.size());
        for (var step : new ArrayList<>(steps)) {
            switch (step) {
                case Step.Pass(var to) -> {
                    out.writeByte(0);
                    Wire.time(out, to);
                }
                case Step.Vouch(var beat, var ahead, var floor) -> {
                    out.writeByte(1);
                    beat(out, beat);
                    out.writeBoolean(ahead);
                    Wire.time(out, floor);
                }
            }
        }
    }

    private static Step step(DataInputStream in, String name) throws IOException {
        return in.readByte() == 0
                ? new Step.Pass(Wire.time(in))
                : new Step.Vouch(beat(in, name), in.readBoolean(), Wire.time(in));
    }

    private static void beat(DataOutputStream out, Beat beat) throws IOException {
        out.writeLong(beat.sequence());
        Wire.time(out, beat.watermark());
        out.writeLong(beat.period().toNanos());
        out.writeInt(beat.sources().size());
        for (var said : beat.sources()) {
            out.writeUTF(said.source());
            out.writeUTF(said.bootId());
            Wire.time(out, said.since());
            out.writeLong(said.lastSequence());
            out.writeLong(said.lost());
        }
        Wire.blob(out, beat.citation());
    }

    private static Beat beat(DataInputStream in, String name) throws IOException {
        return new Beat(
                name,
                in.readLong(),
                Wire.time(in),
                Duration.ofNanos(in.readLong()),
                Wire.list(
                        in,
                        each -> new SourceSaid(
                                each.readUTF(), each.readUTF(), Wire.time(each), each.readLong(), each.readLong())),
                Wire.blob(in));
    }
}
