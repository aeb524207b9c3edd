/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PlainJson} wrote, or a person edited; what is left out takes the schema's default. */
final class PlainJsonReader {

    static GenericData.Record read(Schema schema, JsonNode node) {
        var record = new GenericData.Record(schema);
        for (var name : (Iterable<String>) node::fieldNames) {
            if (schema.getField(name) == null) {
                throw new IllegalArgumentException(schema.getName() + " has no field " + name);
            }
        }
        for (var field : schema.getFields()) {
            record.put(field.pos(), field(schema, field, node.get(field.name())));
        }
        return record;
    }

    private static @Nullable Object field(Schema schema, Schema.Field field, @Nullable JsonNode node) {
        if (node != null) {
            return value(field.schema(), node, schema.getName() + "." + field.name());
        }
        if (!field.hasDefaultValue()) {
            throw new IllegalArgumentException(schema.getName() + "." + field.name() + " is missing");
        }
        return GenericData.get().getDefaultValue(field);
    }

    private static @Nullable Object value(Schema schema, JsonNode node, String where) {
        return switch (schema.getType()) {
            case UNION -> node.isNull() ? null : value(Unions.present(schema), node, where);
            case RECORD -> read(schema, node);
            case ARRAY -> list(schema.getElementType(), node, where);
            case MAP -> map(schema.getValueType(), node, where);
            case LONG -> number(schema, node, where);
            case INT -> whole(node, where).intValue();
            case FLOAT -> node.floatValue();
            case DOUBLE -> node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case BYTES -> ByteBuffer.wrap(text(node, where).getBytes(StandardCharsets.ISO_8859_1));
            case STRING -> text(node, where);
            case ENUM -> new GenericData.EnumSymbol(schema, text(node, where));
            case FIXED, NULL -> throw new IllegalArgumentException("no schema of ours has a " + schema.getType());
        };
    }

    private static Object number(Schema schema, JsonNode node, String where) {
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
                ? Micros.of(Instant.parse(text(node, where)))
                : whole(node, where).longValue();
    }

    private static JsonNode whole(JsonNode node, String where) {
        if (!node.isIntegralNumber()) {
            throw new IllegalArgumentException(where + " is " + node + "; allowed: a whole number");
        }
        return node;
    }

    private static String text(JsonNode node, String where) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException(where + " is " + node + "; allowed: a text");
        }
        return node.textValue();
    }

    private static List<@Nullable Object> list(Schema element, JsonNode node, String where) {
        var values = new ArrayList<@Nullable Object>();
        node.forEach(item -> values.add(value(element, item, where)));
        return values;
    }

    private static Map<String, @Nullable Object> map(Schema element, JsonNode node, String where) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        node.properties().forEach(item -> values.put(item.getKey(), value(element, item.getValue(), where)));
        return values;
    }

    private PlainJsonReader() {}
}
