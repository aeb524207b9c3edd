/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import io.flowmend.lab.cluster.PodIdentity;
import io.flowmend.lab.cluster.ServiceOwner.Backend;
import io.flowmend.lab.cluster.ServiceShape;
import io.flowmend.lab.net.AddressText;
import io.flowmend.lab.net.LabPod;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.net.Transport;
import io.flowmend.lab.net.UdpSender;
import io.flowmend.lab.net.UdpSender.Pace;
import io.flowmend.lab.world.Flow;
import io.flowmend.lab.world.Numbers;
import io.flowmend.lab.world.World;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** What every run has: one service with an address of its own, its pods, and the undoing of all that it made. */
final class Stage implements AutoCloseable {

    private static final Pace HUNDRED = Pace.perSecond(100);

    private final World world;
    private final Numbers numbers;
    private final ServiceAddress service;
    private final ServiceShape shape;
    private final int podPort;
    private final Deque<Runnable> undo = new ArrayDeque<>();

    /** A pod and the object that stands for it. */
    record Backing(LabPod pod, PodIdentity identity, int port) {

        Backend ready() {
            return Backend.ready(pod.address(), port).of(identity);
        }

        InetSocketAddress socket() {
            return new InetSocketAddress(pod.address(), port);
        }
    }

    private Stage(World world, Numbers numbers, ServiceAddress service, ServiceShape shape, int podPort) {
        this.world = world;
        this.numbers = numbers;
        this.service = service;
        this.shape = shape;
        this.podPort = podPort;
    }

    /** With a service for those outside of the cluster. */
    static Stage external(World world, String what, Transport transport, int servicePort, int podPort) {
        var numbers = world.next(what);
        var service = numbers.externalAddress(transport, servicePort);
        // A real API server would allot one, a mock does not, and without one a service counts as headless.
        var inside = numbers.clusterAddress(transport, servicePort).address();
        var shape = ServiceShape.at(numbers.name(), service).withClusterIp(AddressText.of(inside));
        return new Stage(world, numbers, service, shape, podPort);
    }

    /** With a service for those inside. */
    static Stage internal(World world, String what, Transport transport, int servicePort, int podPort) {
        var numbers = world.next(what);
        var service = numbers.clusterAddress(transport, servicePort);
        return new Stage(world, numbers, service, ServiceShape.inside(numbers.name(), service), podPort);
    }

    ServiceAddress service() {
        return service;
    }

    ServiceShape shape() {
        return shape;
    }

    int clientPort() {
        return numbers.clientPort();
    }

    /** The flow of the client port of this run. */
    Flow flow() {
        return world.flow(clientPort(), service);
    }

    /** A pod with the first or second address of this run, in the network and in the API. */
    Backing pod(int number) {
        return pod(numbers.pod(number), "pod-" + number);
    }

    /** A pod at this address, which its last owner must have left. */
    Backing pod(InetAddress address, String name) {
        var pod = world.node().addPod(address);
        undo(pod::close);
        return new Backing(pod, appear(address, name), podPort);
    }

    /** A pod in the API, whatever the network knows of it. */
    PodIdentity appear(InetAddress address, String name) {
        var identity = world.pods().run(numbers.name() + "-" + name, address);
        undo(() -> world.pods().forget(identity));
        return identity;
    }

    /** The same in the network of its node. */
    PodIdentity appearOnHostNetwork(InetAddress address) {
        var identity = world.pods().runOnHostNetwork(numbers.name() + "-host", address);
        undo(() -> world.pods().forget(identity));
        return identity;
    }

    /** A pod in the network that the API knows nothing of. */
    LabPod unnamedPod(int number) {
        return kept(world.node().addPod(numbers.pod(number)));
    }

    /** The service is there, has this ready backend, and the node translates it. */
    void serve(Backing backing) {
        world.services().createServed(shape, backing.ready());
        undo(() -> world.services().delete(shape));
        world.dataplane().translate(service, backing.socket());
    }

    /** The network of the pod goes, its processes go, its object goes: gone as the API says from here on. */
    Instant end(Backing backing) {
        backing.pod().close();
        return world.pods().forget(backing.identity());
    }

    /** A client that sends a hundred datagrams a second to the service. */
    UdpSender send(int clientPort) {
        return send(clientPort, HUNDRED);
    }

    UdpSender send(int clientPort, UdpSender.Pace pace) {
        return kept(world.node().send(clientPort, service, pace));
    }

    <T extends AutoCloseable> T kept(T thing) {
        undo(() -> close(thing));
        return thing;
    }

    void undo(Runnable step) {
        undo.push(step);
    }

    /** A run that was interrupted leaves all to the end of its world, which is near. */
    @Override
    public void close() {
        while (!undo.isEmpty() && !Thread.currentThread().isInterrupted()) {
            undo.pop().run();
        }
    }

    private static void close(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
