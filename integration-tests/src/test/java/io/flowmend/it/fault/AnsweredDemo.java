/* Licensed under Apache-2.0. */
package io.flowmend.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.local.demo.DemoScenario;
import io.flowmend.local.replay.RecordedRecord;
import io.flowmend.local.replay.Recording;
import io.flowmend.local.scenario.Scenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The demo's recording, in which an executor answers one command 100 ms before it would count as unanswered; the others are not
 * answered, and are ordered again.
 */
final class AnsweredDemo {

    /** The first command for the ghost flows towards 10.244.3.7. It is issued at 9.5 s; at 17.5 s it would be unanswered. */
    static final String ANSWERED = "cmd-6ce7392a0b25c9a2";

    private static final String RESULT = """
            {"at": "17.4s", "result": {"command": "%s", "finding": "ghostflow-ef2e219325c3cb46", "node": "node-b", \
            "attempt": 1, "status": "FAILED", "reason": "no permission"}}""".formatted(ANSWERED);

    /** The demo, and an executor's word. */
    static Recording recording() {
        try (var in = DemoScenario.class.getResourceAsStream("/demo/" + Scenario.IN)) {
            var lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))
                    .lines()
                    .toList();
            return Scenario.of(Stream.concat(lines.stream(), Stream.of(RESULT)).toList())
                    .recording();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The healer of the demo has another name. */
    static Recording altered() {
        var original = recording();
        var records = new ArrayList<RecordedRecord>();
        for (var record : original.records()) {
            var value = record.value();
            if (value != null && value.getSchema().getField("author") != null && value.get("author") != null) {
                var other = GenericData.get().deepCopy(value.getSchema(), value);
                ((GenericRecord) other.get("author")).put("program", "other");
                records.add(new RecordedRecord(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.key(),
                        record.headers(),
                        other));
            } else {
                records.add(record);
            }
        }
        assertThat(records).isNotEqualTo(original.records());
        return new Recording(original.partitions(), records);
    }

    private AnsweredDemo() {}
}
