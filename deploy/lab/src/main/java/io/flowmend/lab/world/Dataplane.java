/* Licensed under Apache-2.0. */
package io.flowmend.lab.world;

import io.flowmend.lab.cluster.KubeProxy;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.ServiceAddress;
import java.net.InetSocketAddress;

/** Who translates service addresses on the lab's node. What the API says is said first, in all of these. */
public sealed interface Dataplane {

    /** Which one, as the command line names it. */
    enum Kind {
        NFT("nft"),
        KUBE_PROXY("kube-proxy");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    Kind kind();

    /** Returns when the node translates the address to the backend. */
    void translate(ServiceAddress service, InetSocketAddress backend);

    /** Returns when an address that was translated is translated to this other backend. */
    void move(ServiceAddress service, InetSocketAddress from, InetSocketAddress to);

    /** Returns when the node no longer translates the address. */
    void forget(ServiceAddress service, InetSocketAddress backend);

    /** Rules by hand: the lab sets and removes them, and nobody ever cleans up after a flow. */
    record Nft(LabNode node) implements Dataplane {

        @Override
        public Kind kind() {
            return Kind.NFT;
        }

        @Override
        public void translate(ServiceAddress service, InetSocketAddress backend) {
            node.forward(service, backend);
        }

        @Override
        public void move(ServiceAddress service, InetSocketAddress from, InetSocketAddress to) {
            node.forwardElsewhere(service, to);
        }

        @Override
        public void forget(ServiceAddress service, InetSocketAddress backend) {
            node.stopForwarding(service);
        }
    }

    /** Real kube-proxy does what the API says; the lab waits for it. */
    record Proxied(KubeProxy proxy) implements Dataplane {

        @Override
        public Kind kind() {
            return Kind.KUBE_PROXY;
        }

        @Override
        public void translate(ServiceAddress service, InetSocketAddress backend) {
            proxy.awaitTranslating(service);
        }

        @Override
        public void move(ServiceAddress service, InetSocketAddress from, InetSocketAddress to) {
            proxy.awaitBackend(to, true);
            proxy.awaitBackend(from, false);
        }

        @Override
        public void forget(ServiceAddress service, InetSocketAddress backend) {
            proxy.awaitBackend(backend, false);
        }
    }
}
