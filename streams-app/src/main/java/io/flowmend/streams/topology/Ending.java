/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.ReplayHeaders;
import io.flowmend.streams.order.Key;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A stage of a replay, which has an end. The replayer says it last in every partition; a stage has ended when all that it
 * reads has, and says so last in every partition that it writes. So whoever hears the end of all has heard everything.
 */
final class Ending implements Processor<String, byte[], String, Outgoing> {

    /** Begins no other key of a stage's store. */
    private static final String ENDED = "\u0001ended";

    private static final byte[] NOTHING = {};

    private final Stage stage;
    private final String name;
    private final String storeName;
    private final int partitions;
    private Set<String> awaited;
    private ProcessorContext<String, Outgoing> context;
    private KafkaSortedStore store;

    /**
     * @param storeName a store of the stage
     * @param partitions of every topic of the replay
     */
    @SuppressWarnings("NullAway.Init") // init() comes before process()
    Ending(Stage stage, String name, String storeName, int partitions) {
        this.stage = stage;
        this.name = name;
        this.storeName = storeName;
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        this.context = context;
        KeyValueStore<Bytes, byte[]> own = context.getStateStore(storeName);
        store = new KafkaSortedStore(own);
        awaited = Sources.of(name).speakers(context.taskId().partition(), partitions);
        stage.init(context);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var end = record.headers().lastHeader(ReplayHeaders.END);
        if (end == null) {
            stage.process(record);
        } else {
            heard(end);
        }
    }

    private void heard(Header end) {
        store.put(key(new String(end.value(), StandardCharsets.UTF_8)), NOTHING);
        if (awaited.stream().allMatch(speaker -> store.get(key(speaker)) != null)) {
            stage.ended();
            List.of(
                            new Outgoing.Onward(NOTHING),
                            new Outgoing.ToNode(NOTHING),
                            new Outgoing.ToCauses(NOTHING),
                            new Outgoing.ToProxies(NOTHING),
                            new Outgoing.ToSums(NOTHING),
                            new Outgoing.ToPlanner(NOTHING))
                    .forEach(this::say);
        }
    }

    private void say(Outgoing to) {
        var headers = new RecordHeaders();
        var speaker = RekeyProcessor.upstream(name, context.taskId().partition());
        headers.add(ReplayHeaders.END, speaker.getBytes(StandardCharsets.UTF_8));
        context.forward(new Record<>(Names.EVERYWHERE, to, Math.max(0, context.currentStreamTimeMs()), headers));
    }

    private static byte[] key(String speaker) {
        return new Key().text(ENDED).text(speaker).bytes();
    }

    @Override
    public void close() {
        stage.close();
    }
}
