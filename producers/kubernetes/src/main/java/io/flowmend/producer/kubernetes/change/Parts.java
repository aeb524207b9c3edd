/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names what differs between two states. Reads the record's components, so a part that is added cannot be forgotten. */
final class Parts {

    private static final String IDENTITY = "identity";

    /** Every part that has a value of its own; what a first sight brings. */
    static List<String> all(Facts facts) {
        return components(facts).map(RecordComponent::getName).toList();
    }

    static List<String> differing(Facts before, Facts after) {
        return components(after)
                .filter(part -> !Objects.equals(value(part, before), value(part, after)))
                .map(RecordComponent::getName)
                .toList();
    }

    private static Stream<RecordComponent> components(Facts facts) {
        return Arrays.stream(facts.getClass().getRecordComponents())
                .filter(part -> !part.getName().equals(IDENTITY));
    }

    private static @Nullable Object value(RecordComponent part, Facts facts) {
        try {
            return part.getAccessor().invoke(facts);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a record's accessor is public and cannot fail", impossible);
        }
    }

    private Parts() {}
}
