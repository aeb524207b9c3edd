/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.NamespaceFacts;
import io.flowmend.producer.kubernetes.change.NodeFacts;
import io.flowmend.producer.kubernetes.change.PodFacts;
import io.flowmend.producer.kubernetes.change.ServiceFacts;
import io.flowmend.producer.kubernetes.change.SliceFacts;
import io.flowmend.producer.kubernetes.read.NamespaceReader;
import io.flowmend.producer.kubernetes.read.NodeReader;
import io.flowmend.producer.kubernetes.read.PodReader;
import io.flowmend.producer.kubernetes.read.ServiceReader;
import io.flowmend.producer.kubernetes.read.SliceReader;

/** Everything that is ever read from the API besides our own canaries. Secrets and ConfigMaps are not among it. */
public final class Sources {

    public static Source<Pod, PodFacts> pods(KubernetesClient client) {
        var all = client.pods().inAnyNamespace();
        return new Source<>(Kind.POD, all, all, PodReader::read);
    }

    public static Source<Service, ServiceFacts> services(KubernetesClient client) {
        var all = client.services().inAnyNamespace();
        return new Source<>(Kind.SERVICE, all, all, ServiceReader::read);
    }

    public static Source<EndpointSlice, SliceFacts> slices(KubernetesClient client) {
        var all = client.discovery().v1().endpointSlices().inAnyNamespace();
        return new Source<>(Kind.ENDPOINT_SLICE, all, all, SliceReader::read);
    }

    public static Source<Node, NodeFacts> nodes(KubernetesClient client) {
        var all = client.nodes();
        return new Source<>(Kind.NODE, all, all, NodeReader::read);
    }

    public static Source<Namespace, NamespaceFacts> namespaces(KubernetesClient client) {
        var all = client.namespaces();
        return new Source<>(Kind.NAMESPACE, all, all, NamespaceReader::read);
    }

    private Sources() {}
}
