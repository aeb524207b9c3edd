/* Licensed under Apache-2.0. */
package io.flowmend.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.common.net.LoopbackPort;
import io.flowmend.it.support.Certificate;
import io.flowmend.it.support.RegistryUnderTest;
import io.flowmend.it.support.Requirements;
import io.flowmend.it.support.TestControlPlane;
import io.flowmend.lab.cluster.User;
import io.flowmend.lab.process.JavaChild;
import io.flowmend.lab.process.Waiting;
import io.flowmend.local.platform.BrokerSettings;
import io.flowmend.local.platform.EmbeddedBroker;
import io.flowmend.local.platform.SecureListener;
import io.flowmend.local.platform.TopicSetup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each part as a process of its own against a broker that demands TLS and a password (SASL_SSL). */
class SecureBrokerIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int UNAVAILABLE = 4;

    @TempDir
    private static Path folder;

    private static Certificate certificate;
    private static EmbeddedBroker broker;
    private static RegistryUnderTest registry;

    @BeforeAll
    static void start() throws Exception {
        certificate = Certificate.create(folder);
        broker = EmbeddedBroker.start(new BrokerSettings(
                folder.resolve("kafka"),
                0,
                Optional.of(
                        new SecureListener(certificate.store(), Certificate.PASSWORD, Map.of("flowmend", "right")))));
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            TopicSetup.live(RegistryUnderTest.PREFIX, 1).apply(admin);
        }
        registry = RegistryUnderTest.start();
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void theTopologyRunsAlone() {
        var state = folder.resolve("streams").toString();
        assertBecomesReady(io.flowmend.streams.Main.class, List.of("--set", "streams.state.dir=" + state));
    }

    @Test
    void theNodeProducerRunsAlone() {
        Requirements.kernel();
        assertBecomesReady(io.flowmend.producer.node.Main.class, List.of());
    }

    @Test
    void theKubernetesProducerRunsAlone() {
        Requirements.controlPlane();
        try (var plane = TestControlPlane.start()) {
            assertBecomesReady(
                    io.flowmend.producer.kubernetes.Main.class,
                    List.of("--set", "kubernetes.kubeconfig=" + plane.kubeconfig(User.ADMIN)));
        }
    }

    @Test
    void theExecutorRunsAlone() {
        Requirements.kernel();
        assertBecomesReady(io.flowmend.remediation.Main.class, executor());
    }

    @Test
    void aKubernetesProducerWithoutAClusterSaysSoInOneLine() {
        assertEndsWithOneLine(io.flowmend.producer.kubernetes.Main.class, connection("right"), "kubeconfig");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                io.flowmend.streams.Main.class,
                io.flowmend.producer.node.Main.class,
                io.flowmend.producer.kubernetes.Main.class,
                io.flowmend.remediation.Main.class
            })
    void aWrongPasswordIsOneClearLine(Class<?> main) throws IOException {
        require(main);
        assertEndsWithOneLine(main, with(main, connection("wrong")), "refuses the credentials");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                io.flowmend.streams.Main.class,
                io.flowmend.producer.node.Main.class,
                io.flowmend.producer.kubernetes.Main.class,
                io.flowmend.remediation.Main.class
            })
    void aMissingTopicIsOneClearLineThatNamesIt(Class<?> main) throws IOException {
        require(main);
        var arguments = with(main, connection("right"));
        arguments.addAll(List.of("--set", "topic.prefix=other."));
        assertEndsWithOneLine(main, arguments, "topic other.");
    }

    private static void require(Class<?> main) {
        if (main == io.flowmend.producer.node.Main.class || main == io.flowmend.remediation.Main.class) {
            Requirements.kernel();
        }
    }

    /** A journal of its own; no key, so that it believes nobody. */
    private static List<String> executor() {
        return List.of(
                "--set",
                "executor.state.dir=" + folder.resolve("executor"),
                "--set",
                "executor.keys.dir=" + folder.resolve("keys"),
                "--set",
                "executor.off.file=" + folder.resolve("executor.off"));
    }

    /** An API server that nobody is at lets the Kubernetes producer come as far as the broker. */
    private static List<String> with(Class<?> main, List<String> arguments) throws IOException {
        var all = new ArrayList<>(arguments);
        if (main == io.flowmend.producer.kubernetes.Main.class) {
            var kubeconfig = folder.resolve("nobody.kubeconfig");
            Files.writeString(kubeconfig, """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: nobody, cluster: {server: "http://127.0.0.1:1"}}]
                    users: [{name: nobody, user: {}}]
                    contexts: [{name: nobody, context: {cluster: nobody, user: nobody}}]
                    current-context: nobody
                    """);
            all.addAll(List.of("--set", "kubernetes.kubeconfig=" + kubeconfig));
        } else if (main == io.flowmend.remediation.Main.class) {
            all.addAll(executor());
        }
        return all;
    }

    private static void assertBecomesReady(Class<?> main, List<String> more) {
        try (var kept = LoopbackPort.free();
                var part = JavaChild.start(folder, main, arguments(kept.number(), more))) {
            var port = kept.number();
            Waiting.until(main + " is ready", SOON, () -> {
                assertThat(part.alive()).as(() -> part.out() + part.err()).isTrue();
                return get(port, "/ready").map(HttpResponse::statusCode).orElse(0) == 200;
            });
            assertThat(get(port, "/health").orElseThrow().statusCode()).isEqualTo(200);
            assertThat(get(port, "/metrics").orElseThrow().body())
                    .containsPattern("(?m)^# TYPE [a-z_]+ (counter|gauge|summary|histogram)$");
        }
    }

    private static List<String> arguments(int port, List<String> more) {
        var arguments = new ArrayList<>(connection("right"));
        arguments.addAll(List.of("--set", "http.port=" + port));
        arguments.addAll(more);
        return arguments;
    }

    private static void assertEndsWithOneLine(Class<?> main, List<String> arguments, String says) {
        try (var part = JavaChild.start(folder, main, arguments)) {
            assertThat(part.ends(SOON)).as(() -> part.out() + part.err()).isEqualTo(UNAVAILABLE);
            assertThat(part.err().lines().filter(line -> !line.startsWith("WARNING: ")))
                    .singleElement()
                    .asString()
                    .startsWith("flowmend: ")
                    .contains(says);
            assertThat(part.out()).doesNotContain("Exception");
        }
    }

    private static List<String> connection(String password) {
        var settings = Map.of(
                "kafka.bootstrap.servers",
                broker.secureBootstrap(),
                "kafka.security.protocol",
                "SASL_SSL",
                "kafka.sasl.mechanism",
                "PLAIN",
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"flowmend\" password=\""
                        + password + "\";",
                "kafka.ssl.truststore.type",
                "PKCS12",
                "kafka.ssl.truststore.location",
                certificate.store().toString(),
                "kafka.ssl.truststore.password",
                Certificate.PASSWORD,
                "registry.url",
                registry.url());
        var arguments = new ArrayList<String>();
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }

    private static Optional<HttpResponse<String>> get(int port, String path) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return Optional.of(client.send(request, BodyHandlers.ofString()));
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
