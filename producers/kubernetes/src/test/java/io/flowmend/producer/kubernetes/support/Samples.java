/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.support;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;

/** Objects that tests create. */
public final class Samples {

    public static Service service(String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .addToLabels("app", name)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withProtocol("UDP")
                .withPort(162)
                .endPort()
                .endSpec()
                .build();
    }

    public static EndpointSlice slice(String service, boolean ready) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(service + "-1")
                .addToLabels("kubernetes.io/service-name", service)
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withProtocol("UDP")
                .withPort(1162)
                .endPort()
                .addNewEndpoint()
                .withAddresses("10.1.0.7")
                .withNewConditions()
                .withReady(ready)
                .withServing(ready)
                .endConditions()
                .endEndpoint()
                .build();
    }

    private Samples() {}
}
