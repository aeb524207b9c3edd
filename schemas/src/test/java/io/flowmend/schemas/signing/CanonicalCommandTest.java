/* Licensed under Apache-2.0. */
package io.flowmend.schemas.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.remediation.ActMode;
import io.flowmend.schemas.remediation.Action;
import io.flowmend.schemas.remediation.Cause;
import io.flowmend.schemas.remediation.EntryTarget;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.Remedy;
import io.flowmend.schemas.remediation.SocketTarget;
import io.flowmend.schemas.telemetry.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class CanonicalCommandTest {

    private static final Instant T = Instant.parse("2026-11-21T06:00:00.123456Z");

    @Test
    void everyFieldOfACommandIsCoveredButItsSignature() {
        // Given
        var untouched = CanonicalCommand.bytes(command());
        // When
        var uncovered = new ArrayList<String>();
        alterations(command(), "", alteration -> {
            if (java.util.Arrays.equals(untouched, CanonicalCommand.bytes(alteration.command()))) {
                uncovered.add(alteration.path());
            }
        });
        // Then
        assertThat(uncovered).containsExactly(".signature");
    }

    @Test
    void theBytesAreTheSameAfterTheWire() throws IOException {
        // Given
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<>(RemediationCommand.class).write(command(), encoder);
        encoder.flush();
        // When
        var read = new SpecificDatumReader<>(RemediationCommand.class)
                .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
        // Then
        assertThat(CanonicalCommand.bytes(read)).isEqualTo(CanonicalCommand.bytes(command()));
    }

    @Test
    void textThatMovesFromOneFieldToTheNextIsAnotherCommand() {
        // Given
        var one = RemediationCommand.newBuilder(command())
                .setReason("ab")
                .setRule("c")
                .build();
        var other = RemediationCommand.newBuilder(command())
                .setReason("a")
                .setRule("bc")
                .build();
        // When, then
        assertThat(CanonicalCommand.bytes(one)).isNotEqualTo(CanonicalCommand.bytes(other));
    }

    @Test
    void aFieldThatAnOlderPlannerDoesNotKnowIsNotPartOfTheBytes() {
        // Given: null is the schema's default of the service's name
        var command =
                RemediationCommand.newBuilder(command()).setServiceName(null).build();
        // When
        var bytes = new String(CanonicalCommand.bytes(command), java.nio.charset.StandardCharsets.ISO_8859_1);
        // Then
        assertThat(bytes)
                .contains("serviceNamespace")
                .doesNotContain("serviceName\0")
                .doesNotContain("serviceName0");
    }

    private record Alteration(String path, RemediationCommand command) {}

    /** One at a time, every leaf of the tree gets another value; nothing is listed by hand, so nothing can be forgotten. */
    private static void alterations(RemediationCommand root, String path, Consumer<Alteration> each) {
        alter(root, root, path, each);
    }

    private static void alter(RemediationCommand root, IndexedRecord record, String path, Consumer<Alteration> each) {
        for (var field : record.getSchema().getFields()) {
            var name = path + "." + field.name();
            var value = record.get(field.pos());
            switch (value) {
                case IndexedRecord inner -> alter(root, inner, name, each);
                case List<?> list -> {
                    assertThat(list).as("%s has an item to alter", name).isNotEmpty();
                    alter(root, (IndexedRecord) list.getFirst(), name, each);
                }
                default -> {
                    record.put(field.pos(), other(name, value));
                    each.accept(new Alteration(name, root));
                    record.put(field.pos(), value);
                }
            }
        }
    }

    private static Object other(String name, Object value) {
        return switch (value) {
            case Integer number -> number + 1;
            case Boolean flag -> !flag;
            case Long number -> number + 1;
            case Instant instant -> instant.plusNanos(1_000);
            case CharSequence text -> text + "x";
            case ByteBuffer bytes -> ByteBuffer.allocate(bytes.remaining() + 1);
            case ActMode mode -> mode == ActMode.ACT ? ActMode.DRY_RUN : ActMode.ACT;
            case Action action -> action == Action.ADVISE ? Action.DESTROY_SOCKETS : Action.ADVISE;
            case Cause cause -> cause == Cause.UNNATED ? Cause.OWNER_GONE : Cause.UNNATED;
            case null, default -> throw new AssertionError("the example must set " + name + ", and it is " + value);
        };
    }

    private static RemediationCommand command() {
        var tuple = new Tuple("10.1.0.2", "203.0.113.7", 5000, 162);
        var remedy = Remedy.newBuilder()
                .setAction(Action.DELETE_CONNTRACK_ENTRIES)
                .setCause(Cause.UNNATED)
                .setProtocol(17)
                .setServiceAddress("203.0.113.7")
                .setServicePort(162)
                .setGoneAddress("10.2.0.9")
                .setFormerOwner("uid-1")
                .setGoneSince(T)
                .setAnswered(true)
                .setEntries(List.of(
                        new EntryTarget(0, 7L, tuple, Tuple.newBuilder(tuple).build(), T)))
                .setSockets(List.of(new SocketTarget(4026531840L, 99L, tuple, T, 17L)))
                .build();
        return RemediationCommand.newBuilder()
                .setId("cmd-1")
                .setFindingId("stalenat-1")
                .setAttempt(1)
                .setRule("stalenat")
                .setCluster("local")
                .setNode("node-a")
                .setServiceNamespace("default")
                .setServiceName("traps")
                .setMode(ActMode.ACT)
                .setIssuedAt(T)
                .setExpiresAt(T.plusSeconds(5))
                .setReason("why")
                .setUndo("not needed")
                .setRemedy(remedy)
                .setKeyId("0123456789abcdef")
                .setSignature(ByteBuffer.allocate(64))
                .build();
    }
}
