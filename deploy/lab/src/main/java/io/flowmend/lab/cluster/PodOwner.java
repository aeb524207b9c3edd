/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.flowmend.lab.net.AddressText;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/** Plays scheduler and kubelet: says in the API which pod has which address, and when it has ended. */
public record PodOwner(KubernetesClient client, String node) {

    /** A running, ready pod with this address. */
    public PodIdentity run(String name, InetAddress address) {
        return run(name, address, false);
    }

    /** The same in the network of its node, whose address it must be. */
    public PodIdentity runOnHostNetwork(String name, InetAddress address) {
        return run(name, address, true);
    }

    /** Its probe fails, or works again; it lives all the same. */
    public void setReady(PodIdentity pod, boolean ready) {
        status(
                of(pod).get(),
                AddressText.of(InetAddress.ofLiteral(of(pod).get().getStatus().getPodIP())),
                ready);
    }

    /** It is asked to end, and has half a minute for it. */
    public void terminate(PodIdentity pod) {
        of(pod).withGracePeriod(30).delete();
    }

    /**
     * Its object goes at once: who waits for nothing more deletes so, and kubelets do once all is cleaned up.
     *
     * @return when the API had forgotten it
     */
    public Instant forget(PodIdentity pod) {
        of(pod).withGracePeriod(0).delete();
        return Instant.now();
    }

    private PodIdentity run(String name, InetAddress address, boolean hostNetwork) {
        var created = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(ServiceShape.NAMESPACE)
                        .withName(name)
                        .addToLabels("app", name)
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(node)
                        .withHostNetwork(hostNetwork)
                        .addNewContainer()
                        .withName("main")
                        .withImage("lab")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        status(created, AddressText.of(address), true);
        return new PodIdentity(name, created.getMetadata().getUid(), node);
    }

    private void status(Pod pod, String address, boolean ready) {
        client.resource(pod)
                .editStatus(old -> old.edit()
                        .withNewStatus()
                        .withPhase("Running")
                        .withPodIP(address)
                        .withPodIPs(List.of(new io.fabric8.kubernetes.api.model.PodIP(address)))
                        .withStartTime(Instant.now().toString())
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(ready ? "True" : "False")
                        .withLastTransitionTime(Instant.now().toString())
                        .endCondition()
                        .endStatus()
                        .build());
    }

    private PodResource of(PodIdentity pod) {
        return client.pods().inNamespace(ServiceShape.NAMESPACE).withName(pod.name());
    }
}
