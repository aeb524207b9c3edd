/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import static io.flowmend.lab.world.World.POD_PORT;

import io.flowmend.lab.cases.Control.Standing;
import io.flowmend.lab.cases.Stage.Backing;
import io.flowmend.lab.cluster.ServiceOwner.Backend;
import io.flowmend.lab.cluster.ServiceShape;
import io.flowmend.lab.cluster.ServiceShape.IpMode;
import io.flowmend.lab.net.ServiceAddress.Family;
import io.flowmend.lab.net.Transport;
import io.flowmend.lab.net.UdpReceiver;
import io.flowmend.lab.net.UdpReceiver.Answer;
import io.flowmend.lab.net.UdpSender;
import io.flowmend.lab.world.Dataplane;
import io.flowmend.lab.world.Flow;
import io.flowmend.lab.world.World;
import java.net.InetSocketAddress;
import java.util.List;

/** Every control. In all of them a client goes on, or has just stopped; each proves that its flow is what it says. */
public final class Controls {

    private static final int PORT = 514;

    public static List<Control> all() {
        return List.of(
                new Control("unready", Controls::unready),
                new Control("rolling-update", Controls::rollingUpdate),
                new Control("terminating", Controls::terminating),
                new Control("still-answers", Controls::stillAnswers),
                new Control("still-answers-socket", Controls::stillAnswersSocket),
                new Control("host-network", Controls::hostNetwork),
                new Control("no-target-ref", Controls::withoutTargetRef),
                new Control("unused", Controls::unused),
                new Control("never-ready", Controls::neverReady),
                new Control("nodes-own", Controls::nodesOwn),
                new Control("other-port", Controls::otherPort),
                new Control("tcp", Controls::tcp),
                new Control("proxied", Controls::proxied));
    }

    private record Served(Stage stage, Backing pod, UdpReceiver receiver, UdpSender sender) {

        static Served begin(World world, String name, Answer answer) {
            var stage = Stage.internal(world, name, Transport.UDP, PORT, POD_PORT);
            var pod = stage.pod(0);
            var receiver = pod.pod().receive(POD_PORT, answer);
            stage.serve(pod);
            var sender = stage.send(stage.clientPort());
            Watching.expect("the pod of " + name + " receives", () -> receiver.receivedFrom(sender) > 0);
            return new Served(stage, pod, receiver, sender);
        }

        Standing standing() {
            return Standing.of(stage, stage.flow());
        }
    }

    /** The pod lives; its probe fails. */
    private static Standing unready(World world, String name) {
        var served = Served.begin(world, name, Answer.SILENCE);
        world.pods().setReady(served.pod().identity(), false);
        world.services()
                .serve(
                        served.stage().shape(),
                        Backend.unready(served.pod().pod().address(), POD_PORT)
                                .of(served.pod().identity()));
        return served.standing();
    }

    /** The next pod takes over, and the old one ends only then. Where no proxy moves a sender, the sender begins anew. */
    private static Standing rollingUpdate(World world, String name) {
        var served = Served.begin(world, name, Answer.SILENCE);
        var stage = served.stage();
        var next = stage.pod(1);
        next.pod().receive(POD_PORT, Answer.SILENCE);
        world.services().serve(stage.shape(), served.pod().ready().terminatingSoon(), next.ready());
        world.services().serve(stage.shape(), next.ready());
        world.dataplane().move(stage.service(), served.pod().socket(), next.socket());
        if (world.dataplane().kind() == Dataplane.Kind.NFT) {
            served.sender().close();
            stage.send(stage.clientPort() + 1);
        }
        stage.end(served.pod());
        return Standing.of(stage, stage.flow(), world.flow(stage.clientPort() + 1, stage.service()));
    }

    /** Asked to end, and serves until then. */
    private static Standing terminating(World world, String name) {
        var served = Served.begin(world, name, Answer.SILENCE);
        world.pods().terminate(served.pod().identity());
        world.services().serve(served.stage().shape(), served.pod().ready().terminatingSoon());
        return served.standing();
    }

    /** Its object was deleted by force; its process knows nothing of that and answers. */
    private static Standing stillAnswers(World world, String name) {
        var served = Served.begin(world, name, Answer.ECHO);
        Watching.expect(
                "an assured entry",
                () -> world.node().conntrack().towards(served.stage().service()).stream()
                        .anyMatch(entry -> !entry.unreplied()));
        world.pods().forget(served.pod().identity());
        world.services().serve(served.stage().shape());
        return served.standing();
    }

    /** The same for a client whose socket is connected to the address itself. */
    private static Standing stillAnswersSocket(World world, String name) {
        var stage = Stage.internal(world, name, Transport.UDP, PORT, POD_PORT);
        var pod = stage.pod(0);
        pod.pod().receive(POD_PORT, Answer.ECHO);
        stage.serve(pod);
        var socket = stage.unnamedPod(1).pin(stage.clientPort(), pod.socket());
        Watching.expect("answers of " + pod.socket(), () -> socket.answers() > 1);
        world.pods().forget(pod.identity());
        world.services().serve(stage.shape());
        return Standing.of(stage, new Flow(Transport.UDP, socket.source(), pod.socket()));
    }

    /** The address is the node's: it stays when the pod ends. */
    private static Standing hostNetwork(World world, String name) {
        var stage = Stage.internal(world, name, Transport.UDP, PORT, POD_PORT);
        var address = world.node().nodeAddress(Family.IPV4);
        var port = 10_000 + stage.clientPort() % 10_000;
        var receiver = stage.kept(world.node().receiveOnNode(new InetSocketAddress(address, port)));
        var pod = stage.appearOnHostNetwork(address);
        world.services()
                .createServed(stage.shape(), Backend.ready(address, port).of(pod));
        stage.undo(() -> world.services().delete(stage.shape()));
        world.dataplane().translate(stage.service(), new InetSocketAddress(address, port));
        var sender = stage.send(stage.clientPort());
        Watching.expect("the node receives", () -> receiver.receivedFrom(sender) > 0);
        world.pods().forget(pod);
        world.services().serve(stage.shape());
        return Standing.of(stage, stage.flow());
    }

    /** Nobody says whose address it was, and something still takes what is sent there. */
    private static Standing withoutTargetRef(World world, String name) {
        var stage = Stage.internal(world, name, Transport.UDP, PORT, POD_PORT);
        var somebody = stage.unnamedPod(0);
        var receiver = somebody.receive(POD_PORT, Answer.SILENCE);
        var backend = new InetSocketAddress(somebody.address(), POD_PORT);
        world.services().createServed(stage.shape(), Backend.ready(somebody.address(), POD_PORT));
        stage.undo(() -> world.services().delete(stage.shape()));
        world.dataplane().translate(stage.service(), backend);
        var sender = stage.send(stage.clientPort());
        Watching.expect("somebody receives", () -> receiver.receivedFrom(sender) > 0);
        world.services().serve(stage.shape());
        somebody.close();
        return Standing.of(stage, stage.flow());
    }

    /** The sender has stopped before the owner ended: the entry dies by itself. */
    private static Standing unused(World world, String name) {
        var served = Served.begin(world, name, Answer.SILENCE);
        served.sender().pause();
        served.stage().end(served.pod());
        world.services().serve(served.stage().shape());
        return served.standing();
    }

    private static Standing neverReady(World world, String name) {
        var stage = Stage.external(world, name, Transport.UDP, PORT, POD_PORT);
        stage.send(stage.clientPort());
        var pod = stage.pod(0);
        world.services()
                .createServed(
                        stage.shape(),
                        Backend.unready(pod.pod().address(), POD_PORT).of(pod.identity()));
        stage.undo(() -> world.services().delete(stage.shape()));
        return Standing.of(stage, stage.flow());
    }

    /** An entry of the same shape leads to a process of the node. */
    private static Standing nodesOwn(World world, String name) {
        var stage = Stage.external(world, name, Transport.UDP, PORT, POD_PORT);
        world.node().own(stage.service().address());
        stage.undo(() -> world.node().disown(stage.service().address()));
        var receiver = stage.kept(world.node().receiveOnNode(stage.service().socketAddress()));
        var sender = stage.send(stage.clientPort());
        Watching.expect("the node receives", () -> receiver.receivedFrom(sender) > 0);
        stage.serve(stage.pod(0));
        return Standing.of(stage, stage.flow());
    }

    private static Standing otherPort(World world, String name) {
        var stage = Stage.external(world, name, Transport.UDP, PORT, POD_PORT);
        var other = stage.service().withPort(PORT + 1);
        stage.kept(world.node().send(stage.clientPort(), other, UdpSender.Pace.perSecond(100)));
        stage.serve(stage.pod(0));
        return Standing.of(stage, world.flow(stage.clientPort(), other));
    }

    /** A call that began before its service was there. */
    private static Standing tcp(World world, String name) {
        var stage = Stage.external(world, name, Transport.TCP, 80, 8080);
        stage.kept(world.node().call(stage.clientPort(), stage.service()));
        stage.serve(stage.pod(0));
        return Standing.of(stage, stage.flow());
    }

    /** The load balancer translates, not the node. */
    private static Standing proxied(World world, String name) {
        var stage = Stage.external(world, name, Transport.UDP, PORT, POD_PORT);
        var pod = stage.pod(0);
        var address = stage.service().address().getHostAddress();
        var shape = ServiceShape.udp(stage.shape().name(), PORT).withIngress(address, IpMode.PROXY);
        stage.send(stage.clientPort());
        world.services().createServed(shape, pod.ready());
        stage.undo(() -> world.services().delete(shape));
        return Standing.of(stage, stage.flow());
    }

    private Controls() {}
}
