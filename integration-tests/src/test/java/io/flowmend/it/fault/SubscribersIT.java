/* Licensed under Apache-2.0. */
package io.flowmend.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.flowmend.it.support.HandFeeder;
import io.flowmend.it.support.KafkaUnderTest;
import io.flowmend.it.support.PrivatePlatform;
import io.flowmend.it.support.RegistryUnderTest;
import io.flowmend.it.support.Requirements;
import io.flowmend.it.support.Versions;
import io.flowmend.local.platform.TopicSetup;
import io.flowmend.schemas.Topics;
import io.flowmend.streams.StreamsApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs that know nothing of us but the topic and the registry. */
class SubscribersIT {

    private static final String FINDINGS = "flowmend.findings";
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration SOON = Duration.ofMinutes(2);

    private static RegistryUnderTest registry;
    private static KafkaUnderTest broker;
    private static PrivatePlatform platform;
    private static Versions findings;

    @BeforeAll
    static void start() {
        registry = RegistryUnderTest.start();
        broker = KafkaUnderTest.start();
        platform = PrivatePlatform.start(broker, registry.url(), TopicSetup.live(RegistryUnderTest.PREFIX, 1));
        try (StreamsApp topology = platform.topology();
                var feeder = HandFeeder.start(platform.kafka(), 1)) {
            findings = Versions.await(platform.kafka(), 2);
            feeder.check();
            assertThat(topology.health().good()).isTrue();
        }
    }

    @AfterAll
    static void stop() {
        platform.close();
        registry.close();
    }

    @Test
    void kcatReadsAFinding() throws Exception {
        Requirements.program("kcat");
        var kcat = kcat("-f", "%s");
        assertThat(findings.byKey().values().stream().map(List::getFirst))
                .contains(HexFormat.of().formatHex(kcat));
    }

    @Test
    void kcatWithAvroReadsTheFieldsOfAFinding() throws Exception {
        Requirements.program("kcat");
        Requirements.that(kcatKnowsAvro(), "the installed kcat is built without Avro");
        var kcat = new String(kcat("-s", "value=avro", "-r", registry.url()), StandardCharsets.UTF_8);
        assertThat(kcat).contains("\"rule\"").contains("stalenat");
    }

    @Test
    void aPlainConfluentConsumerReadsTheFieldsOfAFinding() {
        var config = Map.<String, Object>of(
                "bootstrap.servers",
                broker.bootstrap(),
                "schema.registry.url",
                registry.url(),
                "isolation.level",
                "read_committed",
                "key.deserializer",
                StringDeserializer.class,
                "value.deserializer",
                KafkaAvroDeserializer.class);
        try (var consumer = new KafkaConsumer<String, GenericRecord>(config)) {
            var partition = new TopicPartition(FINDINGS, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var first = consumer.poll(SOON).iterator().next();
            assertThat(first.value().get("rule")).hasToString("stalenat");
            assertThat(first.value().get("id")).hasToString(first.key());
            assertThat(first.value().get("state")).hasToString("OPEN");
            assertThat((GenericRecord) first.value().get("subject"))
                    .satisfies(subject -> assertThat(subject.get("flow"))
                            .hasToString(HandFeeder.subjects(0, 1).getFirst()));
        }
    }

    @Test
    void theRegistryListsEverySubjectWithFullTransitiveCompatibility() throws Exception {
        var subjects = get("/subjects").body();
        for (var topic : Topics.all()) {
            var subject = topic.subject(RegistryUnderTest.PREFIX);
            assertThat(subjects).contains('"' + subject + '"');
            assertThat(get("/config/" + subject).body()).contains("\"FULL_TRANSITIVE\"");
        }
    }

    @Test
    void theRegistryRefusesAnIncompatibleSchema() throws Exception {
        var incompatible = "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Finding\\\","
                + "\\\"namespace\\\":\\\"io.flowmend.schemas.finding\\\",\\\"fields\\\":"
                + "[{\\\"name\\\":\\\"id\\\",\\\"type\\\":\\\"int\\\"}]}\"}";
        var versions = "/subjects/" + Topics.FINDINGS.subject(RegistryUnderTest.PREFIX) + "/versions";
        var before = get(versions).body();
        assertThat(post(versions, incompatible).statusCode()).isEqualTo(409);
        assertThat(get(versions).body()).isEqualTo(before);
    }

    /** Its first lines name what it was built with. */
    private static boolean kcatKnowsAvro() throws IOException {
        var version = new ProcessBuilder("kcat", "-V").redirectErrorStream(true).start();
        return new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("Avro");
    }

    private static byte[] kcat(String... more) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(
                "kcat",
                "-C",
                "-q",
                "-e",
                "-b",
                broker.bootstrap(),
                "-t",
                FINDINGS,
                "-p",
                "0",
                "-o",
                "beginning",
                "-c",
                "1",
                "-X",
                "isolation.level=read_committed"));
        words.addAll(List.of(more));
        var process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return out;
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(registry.url() + path)));
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(registry.url() + path))
                .header("Content-Type", CONTENT_TYPE)
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
