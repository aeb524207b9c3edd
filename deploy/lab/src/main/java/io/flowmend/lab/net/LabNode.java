/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import io.flowmend.lab.net.ServiceAddress.Family;
import io.flowmend.lab.net.UdpReceiver.Answer;
import io.flowmend.lab.process.Undisturbed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A node between a client that asks for services and a pod that serves them, and an upstream where everything goes that
 * nothing translated. Each is a network namespace; the upstream swallows.
 */
public final class LabNode {

    private static final String POD_RANGE = "10.244.0.0/16";

    private final String name;
    private final int number;
    private final NetworkNamespace node;
    private final NetworkNamespace client;
    private final NetworkNamespace pod;
    private final NetworkNamespace upstream;
    private final ForwardingRules rules;
    private final Conntrack conntrack;
    private final LabTraffic traffic;
    private final AtomicInteger podsAdded = new AtomicInteger();
    private final Queue<LabPod> pods = new ConcurrentLinkedQueue<>();

    LabNode(String prefix, String name, int number, LabTraffic traffic) {
        this.name = name;
        this.number = number;
        this.node = new NetworkNamespace(prefix + name);
        this.client = new NetworkNamespace(prefix + name + "-client");
        this.pod = new NetworkNamespace(prefix + name + "-pod");
        this.upstream = new NetworkNamespace(prefix + name + "-upstream");
        this.rules = new ForwardingRules(node);
        this.conntrack = new Conntrack(node);
        this.traffic = traffic;
    }

    /** As Kubernetes knows it. */
    public String name() {
        return name;
    }

    /** The namespace that a node producer watches. */
    public NetworkNamespace namespace() {
        return node;
    }

    /** Its tracked connections. */
    public Conntrack conntrack() {
        return conntrack;
    }

    /** Where the client sends from. */
    public InetAddress clientAddress(Family family) {
        return address(family, "10.1.%d.2", "fd01:0:0:%x::2");
    }

    /** Where the pod listens. */
    public InetAddress podAddress(Family family) {
        return address(family, "10.244.%d.2", "fd44:0:0:%x::2");
    }

    /** The node's address towards its upstream, the one that Kubernetes is told. */
    public InetAddress nodeAddress(Family family) {
        return address(family, "100.64.%d.2", "fd02:0:0:%x::2");
    }

    /** The node translates what is sent to the service to this port of its pod. */
    public void forward(ServiceAddress service, int podPort) {
        rules.add(service, new InetSocketAddress(podAddress(service.family()), podPort));
    }

    /** The node translates what is sent to the service to this backend, which may be any pod. */
    public void forward(ServiceAddress service, InetSocketAddress backend) {
        rules.add(service, backend);
    }

    /** The same for a service that it translates already, without a moment between. */
    public void forwardElsewhere(ServiceAddress service, InetSocketAddress backend) {
        rules.move(service, backend);
    }

    /** The node translates it no more; entries that were made before stay. */
    public void stopForwarding(ServiceAddress service) {
        rules.remove(service);
    }

    /** The address becomes one of the node's own, so that a process of the node can listen there. */
    public void own(InetAddress address) {
        var length = Family.of(address) == Family.IPV6 ? "/128 dev lo nodad" : "/32 dev lo";
        node.configure("address add " + address.getHostAddress() + length);
    }

    /** It is no longer the node's. */
    public void disown(InetAddress address) {
        var length = Family.of(address) == Family.IPV6 ? "/128 dev lo" : "/32 dev lo";
        node.configure("address del " + address.getHostAddress() + length);
    }

    /** The client sends from this one port at this pace until the sender is closed, its time is over or the lab ends. */
    public UdpSender send(int sourcePort, ServiceAddress service, UdpSender.Pace pace) {
        var from = new InetSocketAddress(clientAddress(service.family()), sourcePort);
        return traffic.send(client, from, service.socketAddress(), pace);
    }

    /** The client asks for a TCP connection from this one port; the kernel repeats the question until closed. */
    public TcpAttempt connect(int sourcePort, ServiceAddress service) {
        var from = new InetSocketAddress(clientAddress(service.family()), sourcePort);
        return traffic.connect(client, from, service.socketAddress());
    }

    /** The pod listens on this UDP port. */
    public UdpReceiver receiveInPod(Family family, int port, Answer answer) {
        return traffic.receive(pod, new InetSocketAddress(podAddress(family), port), answer);
    }

    /** A process of the node listens on this UDP address, which has to be the node's {@link #own}. */
    public UdpReceiver receiveOnNode(ServiceAddress address, Answer answer) {
        return traffic.receive(node, address.socketAddress(), answer);
    }

    /** A further pod at this IPv4 address, which nobody else must have. The caller closes it, or the lab does. */
    public LabPod addPod(InetAddress address) {
        var device = "pod" + podsAdded.incrementAndGet();
        var namespace = new NetworkNamespace(node.name() + "-" + device);
        var added = new LabPod(node, namespace, device, address, traffic);
        pods.add(added);
        return added.plug();
    }

    /** The client asks for a TCP connection and lives by it. */
    public TcpClient call(int sourcePort, ServiceAddress service) {
        var from = new InetSocketAddress(clientAddress(service.family()), sourcePort);
        return traffic.call(client, from, service.socketAddress());
    }

    /** A process of the node receives at this address, whatever it is: the node's {@link #nodeAddress} or one to {@link #own}. */
    public UdpReceiver receiveOnNode(InetSocketAddress at) {
        return traffic.receive(node, at, Answer.SILENCE);
    }

    /** Counts, without a word, what arrives upstream at this port of any pod address: it was sent to a pod that is gone. */
    public UdpReceiver receiveLost(int port) {
        return traffic.receive(upstream, new InetSocketAddress(port), Answer.SILENCE);
    }

    void create(OptionalInt zone) {
        namespaces().forEach(NetworkNamespace::create);
        // Duplicate address detection would keep a fresh IPv6 address from being used for a second.
        for (var namespace : namespaces()) {
            namespace
                    .command("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad")
                    .run();
        }
        node.command("sh", "-c", "cd /proc/sys/net && echo 1 > ipv4/ip_forward && echo 1 > ipv6/conf/all/forwarding")
                .run();
        link(client, "client", clientAddress(Family.IPV4), clientAddress(Family.IPV6));
        link(pod, "pod", podAddress(Family.IPV4), podAddress(Family.IPV6));
        linkUpstream();
        rules.install(zone);
    }

    void delete() {
        var parts = new ArrayList<AutoCloseable>(pods);
        namespaces().forEach(namespace -> parts.add(namespace::delete));
        Undisturbed.close(parts);
    }

    private List<NetworkNamespace> namespaces() {
        return List.of(node, client, pod, upstream);
    }

    /** The other side sees the node as its router, at the address before its own. */
    private void link(NetworkNamespace other, String device, InetAddress four, InetAddress six) {
        var router4 = router(four);
        var router6 = router(six);
        NetworkNamespace.join(node, device, other);
        node.configure(addresses(device, router4, router6));
        other.configure(addresses("eth0", four, six) + defaultRoutes(router4, router6));
    }

    /** Here the node has the second address and looks up to the first. */
    private void linkUpstream() {
        var four = nodeAddress(Family.IPV4);
        var six = nodeAddress(Family.IPV6);
        NetworkNamespace.join(node, "upstream", upstream);
        upstream.configure(addresses("eth0", router(four), router(six)));
        node.configure(addresses("upstream", four, six) + defaultRoutes(router(four), router(six)));
        // What is sent to pods that are gone ends up here. It is taken, so that it can be counted, and never answered.
        upstream.configure("route add local " + POD_RANGE + " dev lo\nroute add default via " + four.getHostAddress());
        upstream.command(
                        "nft",
                        "add table inet lab; add chain inet lab out"
                                + " { type filter hook output priority filter; policy drop; }")
                .run();
    }

    private static String addresses(String device, InetAddress four, InetAddress six) {
        return """
                address add %2$s/24 dev %1$s
                address add %3$s/64 dev %1$s nodad
                link set %1$s up
                """.formatted(device, four.getHostAddress(), six.getHostAddress());
    }

    private static String defaultRoutes(InetAddress four, InetAddress six) {
        return """
                route add 0.0.0.0/0 via %s
                route add ::/0 via %s
                """.formatted(four.getHostAddress(), six.getHostAddress());
    }

    private static InetAddress router(InetAddress address) {
        return InetAddress.ofLiteral(address.getHostAddress().replaceFirst("2$", "1"));
    }

    private InetAddress address(Family family, String four, String six) {
        return InetAddress.ofLiteral((family == Family.IPV6 ? six : four).formatted(number));
    }
}
