/* Licensed under Apache-2.0. */
package io.flowmend.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.CompatibilityChecker;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every schema is held to every released version of itself, both ways, by the registry's own checker. A release copies
 * what {@code target/schemas} holds after this test to {@code src/test/released/<version>}.
 */
class SchemaCompatibilityTest {

    private static final Path RELEASED = Path.of("src/test/released");

    @TestFactory
    List<DynamicTest> everySchemaIsReadableByEveryReleaseAndReadsEveryRelease() {
        return Topics.all().stream()
                .map(topic -> DynamicTest.dynamicTest(topic.suffix(), () -> {
                    var current = current(topic);
                    write(topic, current);
                    var released = released(topic);
                    assertThat(released)
                            .as("released versions of %s", topic.suffix())
                            .isNotEmpty();
                    assertThat(faults(current, released)).isEmpty();
                }))
                .toList();
    }

    @Test
    void everyReleasedSchemaBelongsToATopic() throws IOException {
        var names = Topics.all().stream().map(topic -> topic.suffix() + ".avsc").toList();
        try (var files = Files.walk(RELEASED)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(names).contains(name));
        }
    }

    @Test
    void aRenamedFieldIsCaught() throws IOException {
        // Given
        var released = released(Topics.NODE_FLOWS);
        // When
        var edited = new AvroSchema(
                current(Topics.NODE_FLOWS).canonicalString().replaceFirst("\"name\":\"zone\"", "\"name\":\"ctZone\""));
        // Then
        assertThat(faults(edited, released)).isNotEmpty();
    }

    private static List<String> faults(ParsedSchema current, List<ParsedSchema> released) {
        return CompatibilityChecker.checker(CompatibilityLevel.FULL_TRANSITIVE).isCompatible(current, released);
    }

    private static AvroSchema current(Topic topic) {
        return new AvroSchema(Registration.portable(topic.value()));
    }

    private static List<ParsedSchema> released(Topic topic) throws IOException {
        try (var files = Files.walk(RELEASED)) {
            var schemas = new ArrayList<ParsedSchema>();
            for (var file : files.filter(path -> path.endsWith(topic.suffix() + ".avsc"))
                    .sorted()
                    .toList()) {
                schemas.add(new AvroSchema(Files.readString(file)));
            }
            return schemas;
        }
    }

    private static void write(Topic topic, AvroSchema schema) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "schemas"));
        Files.writeString(
                folder.resolve(topic.suffix() + ".avsc"),
                SchemaFormatter.format("json/pretty", schema.rawSchema()) + "\n");
    }
}
