/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import io.flowmend.schemas.Registration;
import io.flowmend.schemas.Topic;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** One partition of a topic as an Avro container file, with what a Kafka record has around its value. */
record PartitionFile(Path path, Topic topic) {

    void write(List<RecordedRecord> records) throws IOException {
        var schema = schema();
        try (var writer = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.deflateCodec(CodecFactory.DEFAULT_DEFLATE_LEVEL));
            writer.create(schema, path.toFile());
            for (var record : records) {
                var row = new GenericData.Record(schema);
                row.put("offset", record.offset());
                row.put("timestamp", record.timestamp().toEpochMilli());
                row.put("key", record.key());
                row.put("headers", record.headers());
                row.put("value", record.value());
                writer.append(row);
            }
        }
    }

    /** @throws IOException that names the file and what is wrong with it */
    List<RecordedRecord> read(int partition) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException(path.getFileName() + " is missing");
        }
        try {
            return rows(partition);
        } catch (EOFException end) {
            throw new IOException(path.getFileName() + " was cut short", end);
        } catch (IOException | RuntimeException broken) {
            throw new IOException(
                    path.getFileName() + " was cut short or is no recording (" + broken.getMessage() + ")", broken);
        }
    }

    private List<RecordedRecord> rows(int partition) throws IOException {
        var records = new ArrayList<RecordedRecord>();
        var datum = new GenericDatumReader<GenericRecord>();
        datum.setExpected(schema()); // a recording of an older version is read in today's schema
        try (var reader = new DataFileReader<>(path.toFile(), datum)) {
            for (var row : reader) {
                var key = row.get("key");
                records.add(new RecordedRecord(
                        topic.suffix(),
                        partition,
                        (Long) row.get("offset"),
                        Instant.ofEpochMilli((Long) row.get("timestamp")),
                        key == null ? null : key.toString(),
                        headers((Map<?, ?>) row.get("headers")),
                        (GenericRecord) row.get("value")));
            }
        }
        return records;
    }

    private static Map<String, String> headers(Map<?, ?> read) {
        var headers = new HashMap<String, String>();
        read.forEach((name, value) -> headers.put(name.toString(), value.toString()));
        return headers;
    }

    private Schema schema() {
        return SchemaBuilder.record("KafkaRecord")
                .namespace("io.flowmend.recording")
                .fields()
                .requiredLong("offset")
                .requiredLong("timestamp")
                .optionalString("key")
                .name("headers")
                .type(Schema.createMap(Schema.create(Schema.Type.STRING)))
                .noDefault()
                .name("value")
                .type(Schema.createUnion(Schema.create(Schema.Type.NULL), Registration.portable(topic.value())))
                .noDefault()
                .endRecord();
    }
}
