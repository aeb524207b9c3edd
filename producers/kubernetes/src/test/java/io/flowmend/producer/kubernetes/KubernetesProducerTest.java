/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.flowmend.producer.kubernetes.config.CanaryConfig;
import io.flowmend.producer.kubernetes.config.KubernetesConfig;
import io.flowmend.producer.kubernetes.support.Await;
import io.flowmend.producer.kubernetes.support.MemoryKafka;
import io.flowmend.producer.kubernetes.support.Samples;
import io.flowmend.schemas.cluster.NamespaceRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Against the client's mock server: what machines without a control plane can still show. */
@EnableKubernetesMockClient(crud = true)
class KubernetesProducerTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    private @Nullable KubernetesMockServer server;
    private @Nullable KubernetesClient client;

    @Test
    void objectsAreWrittenAndNothingOfSecretsOrConfigMapsIsRead() throws Exception {
        // Given
        var kafka = new MemoryKafka();
        client().resource(Samples.service("snmp")).create();
        client().resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("s")
                        .endMetadata()
                        .build())
                .create();
        client().resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("c")
                        .endMetadata()
                        .build())
                .create();
        var before = server().getRequestCount();
        // When
        try (var producer = producer(kafka)) {
            Await.until(SOON, () -> producer.ready().good(), producer::ready);
        }
        // Then
        assertThat(kafka.in("k8s.services")).anyMatch(written -> written.key().startsWith("c1/default/snmp/"));
        var paths = new ArrayList<String>();
        for (var request = 0; request < server().getRequestCount(); request++) {
            var taken = server().takeRequest(1, TimeUnit.SECONDS);
            if (request >= before && taken != null) {
                paths.add(taken.getPath());
            }
        }
        assertThat(paths)
                .hasSizeGreaterThan(8)
                .allMatch(
                        path -> path.matches(
                                "/(api/v1|apis/discovery.k8s.io/v1)(/namespaces/default)?/(pods|services|endpointslices|nodes|namespaces)([/?].*)?"));
    }

    @Test
    void whatIsThereTwiceIsWrittenOnce() throws Exception {
        // Given
        var kafka = new MemoryKafka();
        client().resource(Samples.service("snmp")).create();
        try (var producer = producer(kafka)) {
            Await.until(SOON, () -> producer.ready().good(), producer::ready);
        }
        // When
        try (var producer = producer(kafka)) {
            Await.until(SOON, () -> producer.ready().good(), producer::ready);
        }
        // Then
        assertThat(kafka.in("k8s.services"))
                .filteredOn(written -> written.key().contains("/snmp/"))
                .hasSize(1);
    }

    @Test
    void aNamespaceIsWrittenWithWhatItsOwnerSaysToFlowmendAndNothingElse() throws Exception {
        // Given
        var kafka = new MemoryKafka();
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("shop")
                        .addToAnnotations("flowmend.io/remediation", "off")
                        .addToAnnotations("example.org/secret", "x")
                        .endMetadata()
                        .build())
                .create();
        // When
        try (var producer = producer(kafka)) {
            Await.until(SOON, () -> producer.ready().good(), producer::ready);
        }
        // Then
        assertThat(kafka.in("k8s.namespaces"))
                .filteredOn(written -> written.key().equals("c1/shop"))
                .singleElement()
                .extracting(written -> ((NamespaceRecord) Objects.requireNonNull(written.value()))
                        .getState()
                        .getAnnotations())
                .isEqualTo(Map.of("flowmend.io/remediation", "off"));
    }

    private KubernetesProducer producer(MemoryKafka kafka) {
        var failure = new AtomicReference<@Nullable Throwable>();
        return KubernetesProducer.start(
                new KubernetesConfig(Optional.empty(), new CanaryConfig(true, "default", Optional.empty()), 500),
                kafka.settings(),
                kafka,
                "m",
                client(),
                new SimpleMeterRegistry(),
                InstantSource.system(),
                failure::set);
    }

    private KubernetesClient client() {
        return Objects.requireNonNull(client);
    }

    private KubernetesMockServer server() {
        return Objects.requireNonNull(server);
    }
}
