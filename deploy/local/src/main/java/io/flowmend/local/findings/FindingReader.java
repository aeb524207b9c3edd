/* Licensed under Apache-2.0. */
package io.flowmend.local.findings;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.read.TopicReader;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.finding.Finding;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** The findings topic: compacted by finding id, so the last state of each wins, and a tombstone takes it away. */
public final class FindingReader implements AutoCloseable {

    private final TopicReader reader;
    private final Deserializer<Finding> avro;

    public FindingReader(KafkaSettings kafka) {
        this.reader = new TopicReader(kafka, kafka.topic(Topics.FINDINGS));
        this.avro = Serdes.deserializer(kafka.registry(), Finding.class);
    }

    /** The state that each finding has now, the one that broke first at the top. */
    public List<Finding> now() {
        Map<String, Finding> last = new LinkedHashMap<>();
        reader.toEnd(record -> {
            if (record.value() == null) {
                last.remove(record.key());
            } else {
                last.put(record.key(), decoded(record));
            }
        });
        return last.values().stream()
                .sorted(Comparator.comparing(Finding::getBrokenAt).thenComparing(Finding::getId))
                .toList();
    }

    /** What a person meant by an id, or the beginning of one. */
    public sealed interface Search {

        record One(Finding finding) implements Search {}

        record None() implements Search {}

        record Several(List<String> ids) implements Search {}
    }

    public Search find(String id) {
        var all = now();
        var exact = all.stream().filter(finding -> finding.getId().equals(id)).toList();
        var found = exact.isEmpty()
                ? all.stream().filter(finding -> finding.getId().startsWith(id)).toList()
                : exact;
        return switch (found.size()) {
            case 0 -> new Search.None();
            case 1 -> new Search.One(found.getFirst());
            default -> new Search.Several(found.stream().map(Finding::getId).toList());
        };
    }

    /** Every state that has been written since the last call, in the order of each finding. */
    public void changes(Consumer<Finding> action) {
        reader.more(record -> {
            if (record.value() != null) {
                action.accept(decoded(record));
            }
        });
    }

    @Override
    public void close() {
        reader.close();
        avro.close();
    }

    private Finding decoded(ConsumerRecord<String, byte[]> record) {
        return avro.deserialize(record.topic(), record.value());
    }
}
