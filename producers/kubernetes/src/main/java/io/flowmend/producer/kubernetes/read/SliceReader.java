/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.read;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.flowmend.producer.kubernetes.change.SliceFacts;
import java.util.List;
import java.util.Objects;

/** Reads an EndpointSlice. */
public final class SliceReader {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final String TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time";

    public static SliceFacts read(EndpointSlice slice) {
        return new SliceFacts(
                Meta.identity(slice),
                Meta.createdAt(slice),
                Meta.deletionTimestamp(slice),
                Meta.labels(slice),
                Meta.labels(slice).get(SERVICE_NAME),
                Meta.orEmpty(slice.getAddressType()),
                ports(slice),
                Meta.list(slice.getEndpoints()).stream()
                        .map(SliceReader::endpoint)
                        .toList(),
                Meta.time(Meta.map(slice.getMetadata().getAnnotations()).get(TRIGGER_TIME)));
    }

    private static List<SliceFacts.Port> ports(EndpointSlice slice) {
        return Meta.list(slice.getPorts()).stream()
                .map(port -> new SliceFacts.Port(
                        Meta.orEmpty(port.getName()), Meta.or(port.getProtocol(), "TCP"), port.getPort()))
                .toList();
    }

    /** Absent conditions read as the API documents: ready true, serving as ready, terminating false. */
    private static SliceFacts.Endpoint endpoint(Endpoint endpoint) {
        var conditions = Objects.requireNonNullElseGet(endpoint.getConditions(), EndpointConditions::new);
        var target = Objects.requireNonNullElseGet(endpoint.getTargetRef(), ObjectReference::new);
        var ready = !Boolean.FALSE.equals(conditions.getReady());
        return new SliceFacts.Endpoint(
                Meta.list(endpoint.getAddresses()),
                ready,
                Objects.requireNonNullElse(conditions.getServing(), ready),
                Boolean.TRUE.equals(conditions.getTerminating()),
                endpoint.getNodeName(),
                endpoint.getZone(),
                target.getKind(),
                target.getNamespace(),
                target.getName(),
                target.getUid());
    }

    private SliceReader() {}
}
