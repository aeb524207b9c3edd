/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import static io.flowmend.lab.world.World.POD_PORT;

import io.flowmend.lab.cases.Stage.Backing;
import io.flowmend.lab.net.ConntrackEntry;
import io.flowmend.lab.net.PinnedSocket;
import io.flowmend.lab.net.TcpClient;
import io.flowmend.lab.net.Transport;
import io.flowmend.lab.net.UdpReceiver.Answer;
import io.flowmend.lab.net.UdpSender;
import io.flowmend.lab.world.World;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Flows that nothing is wrong with, and that go on beside all runs: datagrams and a conversation through services to a pod that
 * lives, a socket that is connected to it, and datagrams to an address that no service ever had. Nobody may touch them.
 */
public final class Bystanders implements AutoCloseable {

    private static final String WHAT = "bystander";
    private static final int TCP_PORT = 8080;
    private static final int PINNED_PORT = 1053;

    /** They outlive every run of the longest lab; one that fell silent would lose its entry to the kernel. */
    private static final UdpSender.Pace TO_THE_END = new UdpSender.Pace(100, Duration.ofHours(2));

    private final World world;
    private final Stage datagrams;
    private final Stage conversation;
    private final Stage nobody;
    private final TcpClient client;
    private final PinnedSocket pinned;
    private final List<ConntrackEntry> entries;

    private Bystanders(World world) {
        this.world = world;
        this.datagrams = Stage.internal(world, WHAT, Transport.UDP, 161, POD_PORT);
        this.conversation = Stage.internal(world, WHAT, Transport.TCP, 80, TCP_PORT);
        this.nobody = Stage.external(world, WHAT, Transport.UDP, 162, POD_PORT);
        var pod = datagrams.pod(0);
        pod.pod().receive(POD_PORT, Answer.SILENCE);
        pod.pod().receive(PINNED_PORT, Answer.ECHO);
        datagrams.serve(pod);
        datagrams.send(datagrams.clientPort(), TO_THE_END);
        var talking = conversation.pod(0);
        talking.pod().serve(TCP_PORT, WHAT);
        conversation.serve(talking);
        client = conversation.kept(world.node().call(conversation.clientPort(), conversation.service()));
        pinned = datagrams.unnamedPod(1).pin(PINNED_PORT, pinnedTo(pod));
        nobody.send(nobody.clientPort(), TO_THE_END);
        Watching.expect("bystanders go on", () -> client.answers() > 0 && pinned.answers() > 0);
        entries = entries();
    }

    /** Lets them begin. */
    public static Bystanders begin(World world) {
        return new Bystanders(world);
    }

    /** Those that do not go on as they began. */
    public List<String> harmed() {
        var harmed = new ArrayList<String>();
        client.ended().ifPresent(ended -> harmed.add("conversation ended with " + ended));
        pinned.ended().ifPresent(ended -> harmed.add("connected socket ended with " + ended));
        var now = entries().stream().map(ConntrackEntry::id).toList();
        entries.stream()
                .filter(entry -> !now.contains(entry.id()))
                .forEach(entry -> harmed.add("entry " + entry.original() + " with id " + entry.id() + " is gone"));
        return harmed;
    }

    @Override
    public void close() {
        nobody.close();
        conversation.close();
        datagrams.close();
    }

    private List<ConntrackEntry> entries() {
        var table = world.node().conntrack();
        return List.of(datagrams, conversation, nobody).stream()
                .map(stage -> table.towards(stage.service(), stage.clientPort()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static InetSocketAddress pinnedTo(Backing pod) {
        return new InetSocketAddress(pod.pod().address(), PINNED_PORT);
    }
}
