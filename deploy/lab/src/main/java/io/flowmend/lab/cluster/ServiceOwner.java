/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.flowmend.lab.net.AddressText;
import io.flowmend.lab.net.ServiceAddress.Family;
import java.net.InetAddress;

/**
 * Plays the people and controllers who make services and their slices. The slices are written here and not by the endpoint
 * controller, so that a backend is ready in the millisecond that a test wants.
 */
public record ServiceOwner(KubernetesClient client) {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    /** The pod that serves, and on which port. */
    public record Backend(InetAddress pod, int port, boolean ready) {

        /** One that takes traffic. */
        public static Backend ready(InetAddress pod, int port) {
            return new Backend(pod, port, true);
        }

        /** One that takes none yet. */
        public static Backend unready(InetAddress pod, int port) {
            return new Backend(pod, port, false);
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
    public EndpointSlice serve(ServiceShape shape, Backend backend) {
        return client.resource(slice(shape, backend)).createOr(NonDeletingOperation::update);
    }

    /** Both at once: the service is back and has a ready backend. */
    public void createServed(ServiceShape shape, Backend backend) {
        create(shape);
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

    private static EndpointSlice slice(ServiceShape shape, Backend backend) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(ServiceShape.NAMESPACE)
                .withName(sliceName(shape))
                .addToLabels(SERVICE_NAME, shape.name())
                .endMetadata()
                .withAddressType(Family.of(backend.pod()) == Family.IPV6 ? "IPv6" : "IPv4")
                .addNewEndpoint()
                .withAddresses(AddressText.of(backend.pod()))
                .withNewConditions()
                .withReady(backend.ready())
                .withServing(backend.ready())
                .withTerminating(false)
                .endConditions()
                .endEndpoint()
                .addNewPort()
                .withName("main")
                .withProtocol(shape.transport().name())
                .withPort(backend.port())
                .endPort()
                .build();
    }

    private static String sliceName(ServiceShape shape) {
        return shape.name() + "-slice";
    }
}
