/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.flowmend.producer.kubernetes.canary.CanarySign;
import io.flowmend.producer.kubernetes.config.CanaryConfig;
import io.flowmend.producer.kubernetes.config.KubernetesConfig;
import io.flowmend.producer.kubernetes.support.Await;
import io.flowmend.producer.kubernetes.support.ControlPlane;
import io.flowmend.producer.kubernetes.support.MemoryKafka;
import io.flowmend.producer.kubernetes.support.MemoryKafka.Written;
import io.flowmend.producer.kubernetes.support.Samples;
import io.flowmend.producer.kubernetes.support.StallingProxy;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.telemetry.StatusRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real kube-apiserver; Kafka's side is in memory. */
class KubernetesProducerST {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    static Path home;

    private static @Nullable ControlPlane plane;
    private static @Nullable KubernetesClient admin;

    private final MemoryKafka kafka = new MemoryKafka();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private int lives;

    KubernetesProducerST() throws Exception {}

    @BeforeAll
    static void start() throws Exception {
        plane = ControlPlane.start(home).orElse(null);
        if (plane != null) {
            admin = KubernetesAccess.client(plane.config(plane.port()));
        }
    }

    @BeforeEach
    void demand() {
        ControlPlane.demand();
    }

    @AfterAll
    static void stop() {
        if (admin != null) {
            admin.close();
        }
        if (plane != null) {
            plane.close();
        }
    }

    @AfterEach
    void nothingLeft() throws Exception {
        if (admin == null) {
            return;
        }
        admin().services().inNamespace("default").withLabel("app").delete();
        admin().discovery()
                .v1()
                .endpointSlices()
                .inNamespace("default")
                .withLabel("kubernetes.io/service-name")
                .delete();
    }

    @Test
    void aServiceIsPublishedChangedAndEndedUnderItsKey() throws Exception {
        try (var client = client(admin().getConfiguration());
                var producer = producer(client)) {
            // Given
            ready(producer);
            // When
            var created = admin().resource(Samples.service("snmp")).create();
            var key = "c1/default/snmp/" + created.getMetadata().getUid();
            until(() -> services(key).size() == 1);
            admin().services().inNamespace("default").withName("snmp").edit(service -> {
                service.getMetadata().getLabels().put("tier", "one");
                return service;
            });
            until(() -> services(key).size() == 2);
            admin().services().inNamespace("default").withName("snmp").delete();
            until(() -> services(key).size() == 4);
            // Then
            var states =
                    services(key).stream().map(KubernetesProducerST::service).toList();
            assertThat(states.get(0)).satisfies(first -> {
                assertThat(first.getChanged()).contains("labels", "ports", "clusterIps");
                assertThat(first.getState().getClusterIps()).hasSize(1);
                assertThat(first.getOrigin().getRelisted()).isFalse();
                assertThat(first.getOrigin().getResourceVersion())
                        .isEqualTo(created.getMetadata().getResourceVersion());
            });
            assertThat(states.get(1).getChanged()).containsExactly("labels");
            assertThat(states.get(2).getDeleted()).isTrue();
            assertThat(states.get(2).getState().getLabels()).containsEntry("tier", "one");
            assertThat(states.get(3)).isNull();
        }
        assertThat(kafka.in("k8s.services"))
                .as("canaries are no objects")
                .noneMatch(written -> written.key().contains("canary"));
    }

    @Test
    void marksStandInEveryPartitionAndMoveEverySecond() throws Exception {
        try (var client = client(admin().getConfiguration());
                var producer = producer(client)) {
            ready(producer);
            until(() -> marks("k8s.services").size() >= 4 * MemoryKafka.PARTITIONS);
            until(() -> !kafka.in("node.status").isEmpty());
        }
        for (var topic : List.of("k8s.pods", "k8s.services", "k8s.endpointslices")) {
            var marks = marks(topic);
            assertThat(marks.subList(0, MemoryKafka.PARTITIONS))
                    .as("the first mark of " + topic)
                    .allSatisfy(first -> {
                        assertThat(mark(first).getReason()).isEqualTo("start");
                        assertThat(mark(first).getUnknownFrom()).isNull();
                    });
            assertThat(marks.stream().map(Written::key).limit(3))
                    .containsExactly("c1/_mark/0", "c1/_mark/1", "c1/_mark/2");
            assertThat(marks.stream().map(Written::partition).limit(3)).containsExactly(0, 1, 2);
            var times = marks.stream()
                    .filter(written -> written.partition() == 0)
                    .map(written -> mark(written).getWatermark())
                    .toList();
            assertThat(times).isSorted().doesNotHaveDuplicates();
        }
        assertThat(kafka.in("node.status")).allSatisfy(written -> {
            var status = (StatusRecord) Objects.requireNonNull(written.value());
            assertThat(status.getMark().getPartition()).isEqualTo(written.partition());
            assertThat(status.getMark().getPartitions()).isEqualTo(MemoryKafka.PARTITIONS);
        });
    }

    @Test
    void aWatchCutForFourSecondsLeavesNothingConcludedOverTheGap() throws Exception {
        try (var proxy = new StallingProxy(plane().port());
                var client = client(plane().config(proxy.port()));
                var producer = producer(client)) {
            // Given
            ready(producer);
            admin().resource(Samples.service("trap")).create();
            admin().resource(Samples.slice("trap", false)).create();
            until(() -> slices("c1/default/trap-1").size() == 1);
            // When
            proxy.stall();
            var cutAt = Instant.now();
            admin().resource(Samples.slice("trap", true)).update();
            TimeUnit.SECONDS.sleep(2);
            admin().resource(Samples.slice("trap", false)).update();
            TimeUnit.SECONDS.sleep(2);
            assertThat(slices("c1/default/trap-1"))
                    .as("the proxy holds it back")
                    .hasSize(1);
            var resumedAt = Instant.now();
            proxy.resume();
            until(() -> slices("c1/default/trap-1").size() == 3
                    && markAfterLastSlice().isPresent());
            // Then
            var mark = markAfterLastSlice().orElseThrow();
            assertThat(mark.getReason()).isEqualTo("watch-late");
            assertThat(mark.getUnknownFrom()).isBefore(cutAt);
            assertThat(mark.getUnknownUntil()).isAfterOrEqualTo(resumedAt);
            assertThat(slices("c1/default/trap-1").stream()
                            .map(written -> slice(written).getChanged()))
                    .as("both changes, in their order, each told")
                    .endsWith(List.of("endpoints"), List.of("endpoints"));
        }
    }

    @Test
    void anObjectDeletedWhileNobodyWatchedGetsItsEndFromTheNextLife() throws Exception {
        // Given
        var gone = admin().resource(Samples.service("gone")).create();
        var stays = admin().resource(Samples.service("stays")).create();
        var goneKey = "c1/default/gone/" + gone.getMetadata().getUid();
        var staysKey = "c1/default/stays/" + stays.getMetadata().getUid();
        try (var client = client(admin().getConfiguration());
                var producer = producer(client)) {
            ready(producer);
        }
        var before = mark(marks("k8s.services").getLast());
        // When
        admin().services().inNamespace("default").withName("gone").delete();
        var written = kafka.in("k8s.services").size();
        try (var client = client(admin().getConfiguration());
                var producer = producer(client)) {
            ready(producer);
        }
        // Then
        var second = kafka.in("k8s.services")
                .subList(written, kafka.in("k8s.services").size());
        var end = second.stream().filter(record -> record.key().equals(goneKey)).toList();
        assertThat(end).hasSize(2);
        assertThat(service(end.get(0)).getDeleted()).isTrue();
        assertThat(service(end.get(0)).getOrigin().getRelisted()).isTrue();
        assertThat(service(end.get(0)).getEventTime()).isAfter(before.getWatermark());
        assertThat(end.get(1).value()).isNull();
        assertThat(second)
                .as("nothing changed")
                .noneMatch(record -> record.key().equals(staysKey));
        var mark = second.stream()
                .filter(record -> record.key().contains("_mark"))
                .findFirst()
                .orElseThrow();
        assertThat(mark(mark).getReason()).isEqualTo("start");
        assertThat(mark(mark).getUnknownFrom()).isEqualTo(before.getWatermark());
    }

    @Test
    void theWatchGoesOnWhereItWasCutWithoutAList() throws Exception {
        try (var proxy = new StallingProxy(plane().port());
                var client = client(plane().config(proxy.port()));
                var producer = producer(client)) {
            // Given
            ready(producer);
            // When
            proxy.cut();
            admin().resource(Samples.service("after-cut")).create();
            until(() -> kafka.in("k8s.services").stream()
                    .anyMatch(written -> written.key().contains("after-cut")));
            // Then
            var record = kafka.in("k8s.services").stream()
                    .filter(written -> written.key().contains("after-cut"))
                    .findFirst()
                    .orElseThrow();
            assertThat(service(record).getOrigin().getRelisted()).isFalse();
        }
    }

    @Test
    void theLeastRightsAreEnoughAndNothingElseIsEverAskedFor() throws Exception {
        // Given
        var account = "system:serviceaccount:flowmend:flowmend-producer-kubernetes";
        try (var rbac = Files.newInputStream(Path.of("../../deploy/rbac/producer-kubernetes.yaml"))) {
            admin().load(rbac).serverSideApply();
        }
        admin().resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName("node-a")
                        .endMetadata()
                        .build())
                .create();
        var config = plane().config(plane().port());
        config.setImpersonateUsername(account);
        // When
        try (var client = client(config);
                var producer = producer(client)) {
            ready(producer);
            until(() -> kafka.in("k8s.nodes").stream()
                    .anyMatch(written -> written.key().equals("c1/node-a")));
        }
        // Then
        var asked = Files.readAllLines(plane().auditLog()).stream()
                .filter(line -> line.contains("\"impersonatedUser\":{\"username\":\"" + account))
                .toList();
        assertThat(asked)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .containsAnyOf(
                                "\"resource\":\"pods\"",
                                "\"resource\":\"services\"",
                                "\"resource\":\"endpointslices\"",
                                "\"resource\":\"nodes\"",
                                "\"resource\":\"namespaces\"")
                        .doesNotContain("secrets", "configmaps"));
        assertThat(asked).filteredOn(line -> line.contains("\"verb\":\"get\"")).isEmpty();
        assertThat(admin().pods()
                        .inNamespace("default")
                        .withLabel(CanarySign.LABEL)
                        .list()
                        .getItems())
                .as("canaries are taken away")
                .isEmpty();
    }

    @Test
    void withoutTheRightToWriteItReadsAndSaysThatMarksAreMissing() throws Exception {
        // Given
        try (var rbac = Files.newInputStream(Path.of("../../deploy/rbac/producer-kubernetes.yaml"))) {
            admin().load(rbac).serverSideApply();
        }
        admin().rbac()
                .roleBindings()
                .inNamespace("default")
                .withName("flowmend-canary")
                .delete();
        admin().resource(Samples.service("seen")).create();
        var config = plane().config(plane().port());
        config.setImpersonateUsername("system:serviceaccount:flowmend:flowmend-producer-kubernetes");
        try (var client = client(config);
                var producer = producer(client)) {
            // When
            until(() -> kafka.in("k8s.services").stream()
                    .anyMatch(written -> written.key().contains("seen")));
            until(() -> producer.ready().detail().contains("services: no mark yet"));
            // Then
            assertThat(producer.health().good()).isTrue();
            assertThat(marks("k8s.services")).isEmpty();
        }
    }

    @Test
    void itsOwnPodIsACanaryAndStillAnObject() throws Exception {
        // Given
        var own = admin().resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("flowmend-0")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("c")
                        .withImage("i")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        try (var client = client(admin().getConfiguration())) {
            var canary =
                    new CanaryConfig(true, "default", Optional.of(new CanaryConfig.OwnPod("default", "flowmend-0")));
            // When
            try (var producer = producer(client, canary)) {
                ready(producer);
            }
            // Then
            assertThat(kafka.in("k8s.pods"))
                    .filteredOn(written -> !written.key().contains("_mark"))
                    .as("once, however often it is stamped")
                    .singleElement()
                    .satisfies(written -> assertThat(written.key())
                            .isEqualTo(
                                    "c1/default/flowmend-0/" + own.getMetadata().getUid()));
        } finally {
            admin().resource(own).withGracePeriod(0).delete();
        }
    }

    @Test
    void theCanaryOfAnEarlierLifeIsRemoved() throws Exception {
        // Given
        var left = Samples.service("flowmend-canary-left");
        left.getMetadata().getLabels().put(CanarySign.LABEL, "true");
        left.getMetadata().getAnnotations().put(CanarySign.STAMP, "1700000000000000");
        admin().resource(left).create();
        try (var client = client(admin().getConfiguration());
                var producer = producer(client)) {
            // When
            ready(producer);
            // Then
            until(() -> admin().resource(left).get() == null);
        }
    }

    @Test
    void aBrokerThatTakesNothingEndsTheProducerLoudly() throws Exception {
        try (var client = client(admin().getConfiguration());
                var producer = producer(client)) {
            // Given
            ready(producer);
            // When
            kafka.breaks(new IllegalStateException("the broker is gone for good"));
            // Then
            until(() -> failure.get() != null);
            assertThat(producer.health().good()).isFalse();
            assertThat(producer.health().detail()).contains("gone for good");
        }
    }

    private Optional<ApiMark> markAfterLastSlice() {
        var all = kafka.in("k8s.endpointslices");
        var last = 0;
        for (var index = 0; index < all.size(); index++) {
            last = all.get(index).key().equals("c1/default/trap-1") ? index : last;
        }
        return all.subList(last, all.size()).stream()
                .filter(written -> written.key().contains("_mark"))
                .findFirst()
                .map(KubernetesProducerST::mark);
    }

    private List<Written> services(String key) {
        return kafka.in("k8s.services").stream()
                .filter(written -> written.key().equals(key))
                .toList();
    }

    private List<Written> slices(String key) {
        return kafka.in("k8s.endpointslices").stream()
                .filter(written -> written.key().equals(key))
                .toList();
    }

    private List<Written> marks(String topic) {
        return kafka.in(topic).stream()
                .filter(written -> written.key().contains("/_mark/"))
                .toList();
    }

    @SuppressWarnings("NullAway") // a tombstone has no value, and the tests look at it
    private static ServiceRecord service(Written written) {
        return (ServiceRecord) written.value();
    }

    private static EndpointSliceRecord slice(Written written) {
        return (EndpointSliceRecord) Objects.requireNonNull(written.value());
    }

    private static ApiMark mark(Written written) {
        var record = Objects.requireNonNull(written.value());
        return (ApiMark) record.get(record.getSchema().getField("mark").pos());
    }

    private static void ready(KubernetesProducer producer) throws InterruptedException {
        Await.until(SOON, () -> producer.ready().good(), producer::ready);
    }

    private static void until(java.util.function.BooleanSupplier happened) throws InterruptedException {
        Await.until(SOON, happened, () -> "see the test");
    }

    private static KubernetesClient client(Config config) {
        return KubernetesAccess.client(config);
    }

    private KubernetesProducer producer(KubernetesClient client) {
        return producer(client, new CanaryConfig(true, "default", Optional.empty()));
    }

    private KubernetesProducer producer(KubernetesClient client, CanaryConfig canary) {
        lives++;
        return KubernetesProducer.start(
                new KubernetesConfig(Optional.empty(), canary, 2),
                kafka.settings(),
                kafka,
                "t" + lives,
                client,
                new SimpleMeterRegistry(),
                InstantSource.system(),
                failure::set);
    }

    private static KubernetesClient admin() {
        return Objects.requireNonNull(admin);
    }

    private static ControlPlane plane() {
        return Objects.requireNonNull(plane);
    }
}
