/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.kafka.KafkaCheck;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that demands TLS and a password, as one in production does. */
class SecureListenerIT {

    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static Path keystore;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        keystore = folder.resolve("broker.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        STORE_PASSWORD,
                        "-keystore",
                        keystore.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        broker = EmbeddedBroker.start(new BrokerSettings(
                folder.resolve("kafka"),
                0,
                Optional.of(new SecureListener(keystore, STORE_PASSWORD, Map.of("flowmend", "right")))));
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            TopicSetup.live("flowmend.", 1).apply(admin);
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void theRightPasswordIsLetIn() {
        assertThat(KafkaCheck.partitions(client("right", "flowmend."), List.of(Topics.FINDINGS)))
                .containsEntry(Topics.FINDINGS, 1);
    }

    @Test
    void aWrongPasswordIsOneClearLine() {
        assertThatThrownBy(() -> KafkaCheck.partitions(client("wrong", "flowmend."), List.of(Topics.FINDINGS)))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("refuses the credentials");
    }

    @Test
    void aMissingTopicIsOneClearLine() {
        assertThatThrownBy(() -> KafkaCheck.partitions(client("right", "other."), List.of(Topics.FINDINGS)))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("topic other.findings does not exist");
    }

    private static KafkaSettings client(String password, String prefix) {
        return new KafkaSettings(
                "local",
                prefix,
                Map.of(
                        "bootstrap.servers",
                        broker.secureBootstrap(),
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"flowmend\""
                                + " password=\"" + password + "\";",
                        "ssl.truststore.type",
                        "PKCS12",
                        "ssl.truststore.location",
                        keystore.toString(),
                        "ssl.truststore.password",
                        STORE_PASSWORD),
                Map.of());
    }
}
