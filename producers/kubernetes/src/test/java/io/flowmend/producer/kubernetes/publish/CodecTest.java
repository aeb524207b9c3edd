/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.flowmend.producer.kubernetes.change.Facts;
import io.flowmend.producer.kubernetes.publish.Codec.Envelope;
import io.flowmend.producer.kubernetes.read.NodeReader;
import io.flowmend.producer.kubernetes.read.PodReader;
import io.flowmend.producer.kubernetes.read.ReaderTest;
import io.flowmend.producer.kubernetes.read.ServiceReader;
import io.flowmend.producer.kubernetes.read.SliceReader;
import io.flowmend.schemas.origin.ApiOrigin;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class CodecTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    @Test
    void everythingOfAPodComesBackFromItsRecord() {
        comesBack(new PodCodec(), PodReader.read(JSON.unmarshal(ReaderTest.POD, Pod.class)));
    }

    @Test
    void everythingOfAServiceComesBackFromItsRecord() {
        comesBack(new ServiceCodec(), ServiceReader.read(JSON.unmarshal(ReaderTest.SERVICE, Service.class)));
    }

    @Test
    void everythingOfASliceComesBackFromItsRecord() {
        comesBack(new SliceCodec(), SliceReader.read(JSON.unmarshal(ReaderTest.SLICE, EndpointSlice.class)));
    }

    @Test
    void everythingOfANodeComesBackFromItsRecord() {
        comesBack(new NodeCodec(), NodeReader.read(JSON.unmarshal(ReaderTest.NODE, Node.class)));
    }

    private static <F extends Facts, R extends SpecificRecord> void comesBack(Codec<F, R> codec, F facts) {
        var origin =
                new ApiOrigin("c1", codec.kind().apiName(), facts.identity().uid(), "7", AT, false);

        var restored = codec.restore(codec.record(new Envelope(origin, AT, false, true, List.of()), facts, null));

        assertThat(restored.state()).hasValueSatisfying(state -> {
            assertThat(state.facts()).isEqualTo(facts);
            assertThat(state.resourceVersion()).isEqualTo("7");
        });
        assertThat(restored.deleted()).isTrue();
        assertThat(restored.latest()).isEqualTo(AT);
        assertThat(partsOf(facts))
                .as("names in `changed` are field names")
                .isEqualTo(fieldsOf(codec.topic().value()));
    }

    private static Set<String> partsOf(Facts facts) {
        var parts = new TreeSet<String>();
        Arrays.stream(facts.getClass().getRecordComponents()).forEach(part -> parts.add(part.getName()));
        parts.remove("identity");
        return parts;
    }

    private static Set<String> fieldsOf(Schema record) {
        var state = record.getField("state").schema().getTypes().stream()
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .findFirst()
                .orElseThrow();
        var fields = new TreeSet<String>();
        state.getFields().forEach(field -> fields.add(field.name()));
        fields.removeAll(Set.of("namespace", "name", "uid"));
        return fields;
    }
}
