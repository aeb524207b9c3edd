/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An EndpointSlice. */
public record SliceFacts(
        Identity identity,
        Instant createdAt,
        @Nullable Instant deletionTimestamp,
        Map<String, String> labels,
        @Nullable String serviceName,
        String addressType,
        List<Port> ports,
        List<Endpoint> endpoints,
        @Nullable Instant lastChangeTriggerTime)
        implements Facts {

    public SliceFacts {
        labels = Map.copyOf(labels);
        ports = List.copyOf(ports);
        endpoints = List.copyOf(endpoints);
    }

    /** @param port null means all ports */
    public record Port(
            String name, String protocol, @Nullable Integer port) {}

    /** One backend; the target's uid, not the address, says which pod it is. */
    public record Endpoint(
            List<String> addresses,
            boolean ready,
            boolean serving,
            boolean terminating,
            @Nullable String nodeName,
            @Nullable String zone,
            @Nullable String targetKind,
            @Nullable String targetNamespace,
            @Nullable String targetName,
            @Nullable String targetUid) {

        public Endpoint {
            addresses = List.copyOf(addresses);
        }
    }

    @Override
    public String path() {
        return identity.namespace() + "/" + identity.name();
    }
}
