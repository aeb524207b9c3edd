/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.flowmend.lab.net.AddressText;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.ServiceAddress.Family;

/** Tells the API of the lab's nodes, as kubelets do of theirs. */
public record NodeOwner(KubernetesClient client) {

    /** The node is there, with its addresses. */
    public void register(LabNode node) {
        Node created = client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(node.name())
                        .endMetadata()
                        .build())
                .createOr(NonDeletingOperation::update);
        client.resource(created)
                .editStatus(old -> old.edit()
                        .editOrNewStatus()
                        .withAddresses()
                        .addNewAddress(AddressText.of(node.nodeAddress(Family.IPV4)), "InternalIP")
                        .addNewAddress(AddressText.of(node.nodeAddress(Family.IPV6)), "InternalIP")
                        .endStatus()
                        .build());
    }
}
