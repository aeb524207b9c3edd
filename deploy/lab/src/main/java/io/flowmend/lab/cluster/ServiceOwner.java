/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.flowmend.lab.net.AddressText;
import io.flowmend.lab.net.ServiceAddress.Family;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays the people and controllers who make services and their slices. The slices are written here and not by the endpoint
 * controller, so that a backend is ready in the millisecond that a test wants.
 */
public record ServiceOwner(KubernetesClient client) {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    /** More than the two watches of a kube-proxy were seen to lie apart (1.2 ms). */
    private static final Duration CONTROLLER = Duration.ofMillis(100);

    /**
     * The pod that serves, and on which port.
     *
     * @param identity what the slice says of it; nothing for a slice that somebody wrote by hand
     */
    public record Backend(
            InetAddress pod, int port, boolean ready, boolean terminating, Optional<PodIdentity> identity) {

        /** One that takes traffic. */
        public static Backend ready(InetAddress pod, int port) {
            return new Backend(pod, port, true, false, Optional.empty());
        }

        /** One that takes none yet. */
        public static Backend unready(InetAddress pod, int port) {
            return new Backend(pod, port, false, false, Optional.empty());
        }

        /** It is this pod. */
        public Backend of(PodIdentity pod) {
            return new Backend(this.pod, port, ready, terminating, Optional.of(pod));
        }

        /** It is about to end, and serves until then. */
        public Backend terminatingSoon() {
            return new Backend(pod, port, false, true, identity);
        }

        private boolean serving() {
            return ready || terminating;
        }
    }

    /** Creates the service, and gives it the addresses of its load balancer if it has one. */
    public Service create(ServiceShape shape) {
        var created = client.resource(shape.toService()).create();
        if (shape.ingress().isEmpty()) {
            return created;
        }
        return client.resource(created)
                .editStatus(service -> service.edit()
                        .editOrNewStatus()
                        .editOrNewLoadBalancer()
                        .withIngress(shape.toIngress())
                        .endLoadBalancer()
                        .endStatus()
                        .build());
    }

    /** Creates or replaces the one slice of the service. */
    public EndpointSlice serve(ServiceShape shape, Backend... backends) {
        return client.resource(slice(shape, List.of(backends))).createOr(NonDeletingOperation::update);
    }

    /**
     * Both: the service is back and has a ready backend. The slice follows as the endpoint slice controller's would. If they come
     * together, kube-proxy 1.36.3, which has a watch for each, now and then hears of the slice first: then it looks for
     * stale conntrack entries before it knows the service, and not again once it does (docs/benchmarks.md).
     */
    public void createServed(ServiceShape shape, Backend backend) {
        create(shape);
        LockSupport.parkNanos(CONTROLLER.toNanos());
        serve(shape, backend);
    }

    /** The service goes; its slice stays until {@link #deleteSlice}. */
    public void deleteService(ServiceShape shape) {
        client.services()
                .inNamespace(ServiceShape.NAMESPACE)
                .withName(shape.name())
                .delete();
    }

    /** The slice goes. */
    public void deleteSlice(ServiceShape shape) {
        client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(ServiceShape.NAMESPACE)
                .withName(sliceName(shape))
                .delete();
    }

    /** Service and slice go. */
    public void delete(ServiceShape shape) {
        deleteService(shape);
        deleteSlice(shape);
    }

    private static EndpointSlice slice(ServiceShape shape, List<Backend> backends) {
        var slice = new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(ServiceShape.NAMESPACE)
                .withName(sliceName(shape))
                .addToLabels(SERVICE_NAME, shape.name())
                .endMetadata()
                .withAddressType(shape.family() == Family.IPV6 ? "IPv6" : "IPv4")
                .withEndpoints(backends.stream().map(ServiceOwner::endpoint).toList());
        backends.stream()
                .findFirst()
                .ifPresent(backend -> slice.addNewPort()
                        .withName("main")
                        .withProtocol(shape.transport().name())
                        .withPort(backend.port())
                        .endPort());
        return slice.build();
    }

    private static Endpoint endpoint(Backend backend) {
        var endpoint = new EndpointBuilder()
                .withAddresses(AddressText.of(backend.pod()))
                .withNewConditions()
                .withReady(backend.ready())
                .withServing(backend.serving())
                .withTerminating(backend.terminating())
                .endConditions();
        backend.identity()
                .ifPresent(pod -> endpoint.withNodeName(pod.node())
                        .withNewTargetRef()
                        .withKind("Pod")
                        .withNamespace(ServiceShape.NAMESPACE)
                        .withName(pod.name())
                        .withUid(pod.uid())
                        .endTargetRef());
        return endpoint.build();
    }

    private static String sliceName(ServiceShape shape) {
        return shape.name() + "-slice";
    }
}
