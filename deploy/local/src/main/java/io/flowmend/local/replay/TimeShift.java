/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Moves every time in a value by the same amount, found by the schema: an old scenario happens now. */
record TimeShift(Duration by) {

    Instant apply(Instant time) {
        return time.plus(by);
    }

    GenericRecord apply(GenericRecord record) {
        var moved = new GenericData.Record(record.getSchema());
        for (var field : record.getSchema().getFields()) {
            moved.put(field.pos(), value(field.schema(), record.get(field.pos())));
        }
        return moved;
    }

    private @Nullable Object value(Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (schema.getType()) {
            case UNION -> value(Unions.present(schema), value);
            case RECORD -> apply((GenericRecord) value);
            case ARRAY ->
                ((Collection<?>) value)
                        .stream()
                                .map(item -> value(schema.getElementType(), item))
                                .toList();
            case MAP -> map(schema.getValueType(), (Map<?, ?>) value);
            case LONG ->
                schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
                        ? (Object) Micros.of(apply(Micros.instant((Long) value)))
                        : value;
            case INT, FLOAT, DOUBLE, BOOLEAN, BYTES, STRING, ENUM, FIXED, NULL -> value;
        };
    }

    private Map<Object, @Nullable Object> map(Schema element, Map<?, ?> values) {
        var moved = new LinkedHashMap<Object, @Nullable Object>();
        values.forEach((key, item) -> moved.put(key, value(element, item)));
        return moved;
    }
}
