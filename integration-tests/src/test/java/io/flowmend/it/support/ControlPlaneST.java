/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.flowmend.lab.cluster.ControlPlane;
import io.flowmend.lab.cluster.ServiceOwner;
import io.flowmend.lab.cluster.ServiceOwner.Backend;
import io.flowmend.lab.cluster.ServiceShape;
import io.flowmend.lab.cluster.ServiceShape.IpMode;
import io.flowmend.lab.cluster.User;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.net.StallableProxy;
import io.flowmend.lab.process.Waiting;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Proves that the control plane of these tests is one that clients can rely on. */
class ControlPlaneST {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Backend READY = Backend.ready(InetAddress.ofLiteral("10.244.1.2"), 1162);
    private static final Backend UNREADY = Backend.unready(InetAddress.ofLiteral("10.244.1.2"), 1162);

    private static ControlPlane plane;
    private static KubernetesClient admin;
    private static ServiceOwner owner;

    @BeforeAll
    static void start() {
        plane = TestControlPlane.start();
        admin = plane.client(User.ADMIN);
        owner = new ServiceOwner(admin);
    }

    @AfterAll
    static void stop() {
        if (plane != null) {
            admin.close();
            plane.close();
        }
    }

    @Test
    void aServiceAndItsSliceAreSeenByAWatchInEveryStateTheyPass() {
        var shape = ServiceShape.udp("watched", 162).withClusterIp("10.96.7.7");
        var services = new ConcurrentLinkedQueue<String>();
        var slices = new ConcurrentLinkedQueue<String>();
        try (var _ = admin.services().inNamespace("default").withName("watched").watch(new Seen<>(services));
                var _ = admin.discovery()
                        .v1()
                        .endpointSlices()
                        .inNamespace("default")
                        .withName("watched-slice")
                        .watch(new Seen<>(slices))) {
            owner.create(shape);
            owner.serve(shape, UNREADY);
            owner.serve(shape, READY);
            owner.delete(shape);

            Waiting.until("the ends of both", SOON, () -> services.contains("DELETED") && slices.contains("DELETED"));
        }
        assertThat(services).containsExactly("ADDED", "DELETED");
        assertThat(slices).containsExactly("ADDED", "MODIFIED", "DELETED");
    }

    @Test
    void whatAStalledWatchMissesArrivesWhenItResumes() {
        var shape = ServiceShape.udp("stalled", 162);
        var events = new ConcurrentLinkedQueue<String>();
        try (var proxy = StallableProxy.to(plane.address());
                var client = plane.client(User.ADMIN, proxy.port());
                var _ = client.services()
                        .inNamespace("default")
                        .withName("stalled")
                        .watch(new Seen<>(events))) {
            proxy.stall();
            owner.create(shape);
            owner.delete(shape);
            Waiting.pass(Duration.ofMillis(500));
            assertThat(events).isEmpty();

            proxy.resume();
            Waiting.until("both events", SOON, () -> events.contains("DELETED"));
            assertThat(events).containsExactly("ADDED", "DELETED");
        }
    }

    @Test
    void servicesOfEveryKindAreTaken() {
        var six = owner.create(ServiceShape.at("six", ServiceAddress.udp("2001:db8::7", 162)));
        var fixedSix = owner.create(ServiceShape.udp("fixed-six", 162).withClusterIp("fd00:10:96::77"));
        var balanced = owner.create(ServiceShape.tcp("balanced", 162)
                .withIngress("203.0.113.9", IpMode.PROXY)
                .withLabel("a", "b"));

        assertThat(six.getSpec().getClusterIP()).startsWith("fd00:10:96::");
        assertThat(six.getSpec().getExternalIPs()).containsExactly("2001:db8::7");
        assertThat(fixedSix.getSpec().getClusterIP()).isEqualTo("fd00:10:96::77");
        assertThat(balanced.getStatus().getLoadBalancer().getIngress())
                .singleElement()
                .satisfies(ingress -> {
                    assertThat(ingress.getIp()).isEqualTo("203.0.113.9");
                    assertThat(ingress.getIpMode()).isEqualTo("Proxy");
                });
        assertThat(balanced.getMetadata().getLabels()).containsEntry("a", "b");
    }

    @Test
    void whoeverHasNoRoleMayNothing() {
        try (var flowmend = plane.client(User.FLOWMEND)) {
            assertThatThrownBy(() -> flowmend.services().inNamespace("default").list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(403));
        }
    }

    /** The kinds of events in the order of their arrival. */
    private record Seen<T>(Queue<String> events) implements Watcher<T> {

        @Override
        public void eventReceived(Action action, T object) {
            events.add(action.name());
        }

        @Override
        public void onClose(WatcherException cause) {
            events.add("LOST " + cause.getMessage());
        }
    }
}
