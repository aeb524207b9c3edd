/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro values as people write JSON: an optional value is the value or null, without Avro's tag around it, and a time is
 * ISO-8601. {@link PlainJsonReader} is the way back.
 */
public final class PlainJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** @param record generic, with times as numbers, or of a generated class */
    public static ObjectNode write(IndexedRecord record) {
        var node = JSON.objectNode();
        for (var field : record.getSchema().getFields()) {
            node.set(field.name(), write(field.schema(), record.get(field.pos())));
        }
        return node;
    }

    /** What {@link #write} wrote, or a person did: what is left out takes the schema's default. */
    public static GenericRecord read(Schema schema, JsonNode node) {
        return PlainJsonReader.read(schema, node);
    }

    private static JsonNode write(Schema schema, @Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        return switch (schema.getType()) {
            case UNION -> write(Unions.present(schema), value);
            case RECORD -> write((IndexedRecord) value);
            case ARRAY -> array(schema.getElementType(), (Collection<?>) value);
            case MAP -> map(schema.getValueType(), (Map<?, ?>) value);
            case LONG -> number(schema, value);
            case INT -> JSON.numberNode((Integer) value);
            case FLOAT, DOUBLE -> JSON.numberNode(((Number) value).doubleValue());
            case BOOLEAN -> JSON.booleanNode((Boolean) value);
            case BYTES -> JSON.textNode(latin(((ByteBuffer) value).duplicate()));
            case STRING, ENUM -> JSON.textNode(value.toString());
            case FIXED, NULL -> throw new IllegalArgumentException("no schema of ours has a " + schema.getType());
        };
    }

    private static JsonNode number(Schema schema, Object value) {
        if (value instanceof Instant time) {
            return JSON.textNode(time.toString());
        }
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
                ? JSON.textNode(Micros.instant((Long) value).toString())
                : JSON.numberNode((Long) value);
    }

    private static ArrayNode array(Schema element, Collection<?> values) {
        var node = JSON.arrayNode();
        values.forEach(value -> node.add(write(element, value)));
        return node;
    }

    private static ObjectNode map(Schema element, Map<?, ?> values) {
        var node = JSON.objectNode();
        values.forEach((key, value) -> node.set(key.toString(), write(element, value)));
        return node;
    }

    private static String latin(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    private PlainJson() {}
}
