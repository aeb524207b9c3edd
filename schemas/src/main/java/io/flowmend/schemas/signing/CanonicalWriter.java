/* Licensed under Apache-2.0. */
package io.flowmend.schemas.signing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Writes values so that different values are different bytes; see {@link CanonicalCommand} for the rules. */
final class CanonicalWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    byte[] bytes() {
        return out.toByteArray();
    }

    void raw(byte[] bytes) {
        out.writeBytes(bytes);
    }

    /** Fields in the order of their names: a field that moves within the schema changes nothing. */
    void record(IndexedRecord record, String leftOut) {
        var fields = new TreeMap<String, byte[]>();
        for (var field : record.getSchema().getFields()) {
            var value = encoded(field.name(), record.get(field.pos()));
            if (!field.name().equals(leftOut) && !isDefault(field, value)) {
                fields.put(field.name(), value);
            }
        }
        head('r', fields.size());
        for (Map.Entry<String, byte[]> field : fields.entrySet()) {
            text(field.getKey());
            raw(field.getValue());
        }
    }

    private static boolean isDefault(Schema.Field field, byte[] value) {
        return field.hasDefaultValue()
                && Arrays.equals(value, encoded(field.name(), SpecificData.get().getDefaultValue(field)));
    }

    private static byte[] encoded(String field, @Nullable Object value) {
        var writer = new CanonicalWriter();
        writer.value(field, value);
        return writer.bytes();
    }

    private void value(String field, @Nullable Object value) {
        switch (value) {
            case null -> head('0', 0);
            case Boolean truth -> head('b', truth ? 1 : 0);
            case Integer number -> number(number);
            case Long number -> number(number);
            case Instant instant -> number(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
            case CharSequence text -> text(text.toString());
            case ByteBuffer bytes -> bytes(bytes.duplicate());
            case List<?> list -> list(field, list);
            case IndexedRecord record -> record(record, "");
            case Enum<?> symbol -> text(symbol.name());
            case Object other
            when other instanceof org.apache.avro.generic.GenericEnumSymbol<?> symbol -> text(symbol.toString());
            default ->
                throw new IllegalArgumentException(
                        field + " is a " + value.getClass().getName()
                                + "; a command has texts, numbers, times, bytes, lists and records only");
        }
    }

    private void list(String field, List<?> list) {
        head('l', list.size());
        list.forEach(item -> value(field, item));
    }

    private void text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        head('s', bytes.length);
        raw(bytes);
    }

    private void bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        head('x', bytes.length);
        raw(bytes);
    }

    private void number(long number) {
        out.write('n');
        raw(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private void head(char kind, int length) {
        out.write(kind);
        raw(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }
}
