/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.canary;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.Map;

/** What the canaries look like: as little as the API takes, harmless to everyone. */
final class CanaryObjects {

    private static final String OWNER = "flowmend";

    /** Proxies leave alone what another proxy claims. */
    private static final Map<String, String> LABELS = Map.of(
            CanarySign.LABEL,
            "true",
            "app.kubernetes.io/managed-by",
            OWNER,
            "service.kubernetes.io/service-proxy-name",
            OWNER);

    static HasMetadata service(String namespace, String name) {
        return new ServiceBuilder()
                .withMetadata(meta(namespace, name))
                .withNewSpec()
                .withClusterIP("None")
                .endSpec()
                .build();
    }

    static HasMetadata slice(String namespace, String name) {
        return new EndpointSliceBuilder()
                .withMetadata(meta(namespace, name))
                .editMetadata()
                .addToLabels("endpointslice.kubernetes.io/managed-by", OWNER)
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints()
                .withPorts()
                .build();
    }

    /** No scheduler answers to that name and no node has that label, so its image is never pulled. */
    static Pod pod(String namespace, String name) {
        return new PodBuilder()
                .withMetadata(meta(namespace, name))
                .withNewSpec()
                .withSchedulerName("flowmend.io-never")
                .addToNodeSelector(CanarySign.LABEL, "never")
                .withAutomountServiceAccountToken(false)
                .withTerminationGracePeriodSeconds(0L)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(65_534L)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName("canary")
                .withImage("registry.k8s.io/pause:3.10")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .addToDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
    }

    private static ObjectMeta meta(String namespace, String name) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(LABELS)
                .build();
    }

    private CanaryObjects() {}
}
