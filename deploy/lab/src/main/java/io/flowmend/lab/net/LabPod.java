/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import io.flowmend.lab.net.UdpReceiver.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A pod as a node has it: a network namespace of its own, a link, and a route to its one address. When the pod ends, route and
 * link go first and its processes after, as kubelets were seen to do it (field guide, section 5C.3): nobody hears of the end.
 */
public final class LabPod implements AutoCloseable {

    /** Every pod's router, as Calico has it; the node answers for it on each link. */
    private static final String ROUTER = "169.254.1.1";

    private final NetworkNamespace node;
    private final NetworkNamespace namespace;
    private final String device;
    private final InetAddress address;
    private final LabTraffic traffic;
    private final Queue<AutoCloseable> processes = new ConcurrentLinkedQueue<>();
    private boolean plugged;

    LabPod(NetworkNamespace node, NetworkNamespace namespace, String device, InetAddress address, LabTraffic traffic) {
        this.node = node;
        this.namespace = namespace;
        this.device = device;
        this.address = address;
        this.traffic = traffic;
    }

    /** Its one address, which is IPv4. */
    public InetAddress address() {
        return address;
    }

    /** Where its processes live. */
    public NetworkNamespace namespace() {
        return namespace;
    }

    /** A process of it receives datagrams. */
    public UdpReceiver receive(int port, Answer answer) {
        return kept(traffic.receive(namespace, new InetSocketAddress(address, port), answer));
    }

    /** A process of it takes connections and greets with this name. */
    public TcpServer serve(int port, String name) {
        return kept(traffic.serve(namespace, new InetSocketAddress(address, port), name));
    }

    /** A process of it connects a UDP socket to an address and asks. */
    public PinnedSocket pin(int port, InetSocketAddress peer) {
        return kept(traffic.pin(namespace, new InetSocketAddress(address, port), peer));
    }

    /** Route and link go; what is sent to the address then goes where the node sends all that it does not know. */
    public synchronized void unplug() {
        if (plugged) {
            plugged = false;
            node.configure("link del " + device);
        }
    }

    /** The whole end: network first, processes after. Repeating it changes nothing. */
    @Override
    public void close() {
        unplug();
        for (var next = processes.poll(); next != null; next = processes.poll()) {
            LabTraffic.close(next);
        }
        namespace.deleteIfThere();
    }

    synchronized LabPod plug() {
        namespace.create();
        NetworkNamespace.join(node, device, namespace);
        node.configure("""
                address add %3$s/32 dev %1$s
                link set %1$s up
                route add %2$s/32 dev %1$s
                """.formatted(device, address.getHostAddress(), ROUTER));
        namespace.configure("""
                address add %1$s/32 dev eth0
                link set eth0 up
                route add %2$s dev eth0 scope link
                route add default via %2$s
                """.formatted(address.getHostAddress(), ROUTER));
        plugged = true;
        return this;
    }

    private <T extends AutoCloseable> T kept(T process) {
        processes.add(process);
        return process;
    }
}
