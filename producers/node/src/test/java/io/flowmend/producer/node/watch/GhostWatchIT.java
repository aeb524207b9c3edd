/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.producer.node.sample.FlowFact;
import io.flowmend.producer.node.sample.FlowFact.Kind;
import io.flowmend.producer.node.sample.PodClaim;
import io.flowmend.producer.node.sample.PodOwners;
import io.flowmend.producer.node.support.Lab;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One watcher on the real kernel while pods end; its rounds and the looks at sockets are taken by the test. */
class GhostWatchIT {

    private static final String VIP = "203.0.113.7";
    private static final String VIP6 = "2001:db8:113::7";
    private static final String POD = "10.78.0.9";
    private static final String POD6 = "fd78::9";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Outbox.Numbered> said = new ArrayList<>();
    private final AddressInbox inbox = new AddressInbox();
    private final PodOwners pods = new PodOwners();
    private final OwnerInbox owners = new OwnerInbox(pods);
    private final NodeClock clock = NodeClock.system();
    private final Outbox outbox = new Outbox(clock, 10_000);
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable Lab opened;
    private @Nullable NodeWatch started;
    private @Nullable Thread looking;

    @BeforeEach
    void open() {
        Kernel.required();
        opened = Lab.open();
        lab().onNode("ip neigh add " + POD + " lladdr 02:00:00:00:00:02 dev sink0 nud permanent;" + " ip neigh add "
                + POD6 + " lladdr 02:00:00:00:00:02 dev sink0 nud permanent");
        translate(VIP, POD, "udp", 162, 1162);
        translate(VIP6, POD6, "udp", 162, 1162);
        translate(VIP, POD, "tcp", 80, 8080);
    }

    @AfterEach
    void close() throws InterruptedException {
        over.set(true);
        if (looking != null) {
            looking.join();
        }
        if (started != null) {
            started.close();
        }
        if (opened != null) {
            opened.close();
        }
    }

    @ParameterizedTest
    @CsvSource({Lab.CLIENT_V4 + "," + VIP + "," + POD, Lab.CLIENT_V6 + "," + VIP6 + "," + POD6})
    void aSenderToAnEndedPodIsToldWhileItSendsAndNotLonger(String client, String vip, String pod) {
        tell("pod-a", live(pod));
        watching(service(vip, 162, ServiceAddress.UDP));
        try (var socket = lab().clientSocket(client, 5000)) {
            for (var i = 0; i < 5; i++) { // The first packets over IPv6 wait for a neighbour.
                Lab.send(socket, vip, 162);
                rounds(Duration.ofMillis(200));
            }
            assertThat(said).as("its pod lives").isEmpty();
            // When
            tell("pod-a", new PodClaim.Ended());
            // Then
            var seen = await(fact -> fact.kind() == Kind.SEEN, () -> Lab.send(socket, vip, 162));
            assertThat(seen.towardsGone()).isTrue();
            assertThat(seen.service()).isEqualTo("default/s162");
            assertThat(seen.entry().key().reply().source()).isEqualTo(Ip.parse(pod));
            await(fact -> fact.kind() == Kind.REFRESHED && fact.towardsGone(), () -> Lab.send(socket, vip, 162));
        }
        rounds(Duration.ofSeconds(3)); // The last packet may fall between two reads.
        said.clear();
        rounds(Duration.ofSeconds(5));
        assertThat(said).as("nobody sends any more").isEmpty();
    }

    @Test
    void aFlowMadeWhileNobodyOwnsItsAddressIsToldAndOneMadeForTheNewOwnerIsNot() {
        tell("pod-a", live(POD));
        watching(service(VIP, 162, ServiceAddress.UDP));
        tell("pod-a", new PodClaim.Ended());
        rounds(Duration.ofMillis(600));
        try (var first = lab().clientSocket(Lab.CLIENT_V4, 5001);
                var second = lab().clientSocket(Lab.CLIENT_V4, 5002)) {
            Lab.send(first, VIP, 162);
            await(fact -> fact.kind() == Kind.CREATED && port(fact) == 5001);
            tell("pod-b", live(POD));
            rounds(Duration.ofMillis(600));
            Lab.send(second, VIP, 162);
            rounds(Duration.ofMillis(600));
            assertThat(said).noneMatch(numbered -> port(numbered.fact()) == 5002);
            // The first goes to a stranger now, and is told all the same.
            await(fact -> fact.kind() == Kind.REFRESHED && port(fact) == 5001, () -> Lab.send(first, VIP, 162));
        }
    }

    @Test
    void aGhostFromBeforeTheStartIsFoundAlthoughNobodyRemembersItsPod() {
        try (var socket = lab().clientSocket(Lab.CLIENT_V4, 5000)) {
            Lab.send(socket, VIP, 162);
            watching(service(VIP, 162, ServiceAddress.UDP));
            var seen = await(fact -> fact.kind() == Kind.SEEN);
            assertThat(seen.towardsGone()).isTrue();
        }
    }

    @Test
    void anEntryToALivePodOfTheStartIsLeftInPeace() {
        try (var socket = lab().clientSocket(Lab.CLIENT_V4, 5000)) {
            Lab.send(socket, VIP, 162);
            tell("pod-a", live(POD));
            watching(service(VIP, 162, ServiceAddress.UDP));
            rounds(Duration.ofMillis(500));
            assertThat(said).isEmpty();
        }
    }

    @Test
    void aConnectionThatNobodyAnswersIsToldWithItsState() throws IOException {
        tell("pod-a", live(POD));
        watching(service(VIP, 80, ServiceAddress.TCP));
        try (var client = inClient(SocketChannel::open)) {
            client.configureBlocking(false);
            client.connect(new InetSocketAddress(InetAddress.ofLiteral(VIP), 80));
            rounds(Duration.ofMillis(200));
            tell("pod-a", new PodClaim.Ended());
            var seen = await(fact -> fact.kind() == Kind.SEEN && fact.socket() == null);
            assertThat(seen.entry().tcpState()).isEqualTo(1);
            assertThat(seen.towardsGone()).isTrue();
            // A retransmitted SYN does not prolong the entry (Linux 5.17 on): only the socket tells that it goes on.
            var trying = await(fact -> fact.kind() == Kind.REFRESHED && fact.socket() != null);
            var socket = Objects.requireNonNull(trying.socket());
            assertThat(socket.state()).isEqualTo(2);
            assertThat(socket.retransmits()).isPositive();
            assertThat(trying.entry().key().original())
                    .isEqualTo(seen.entry().key().original());
            assertThat(trying.entry().key().reply())
                    .isEqualTo(seen.entry().key().reply());
        }
    }

    @Test
    void twoThousandSendersAreProvenWithinThreeSeconds() {
        tell("pod-a", live(POD));
        watching(service(VIP, 162, ServiceAddress.UDP));
        var sockets = IntStream.range(0, 2_000)
                .mapToObj(i -> lab().clientSocket(Lab.CLIENT_V4, 20_000 + i))
                .toList();
        try {
            sockets.forEach(socket -> Lab.send(socket, VIP, 162));
            rounds(Duration.ofMillis(300));
            var ended = System.nanoTime();
            tell("pod-a", new PodClaim.Ended());
            while (proven() < 2_000 && System.nanoTime() - ended < PATIENCE.toNanos()) {
                sockets.forEach(socket -> Lab.send(socket, VIP, 162));
                rounds(Duration.ofMillis(200));
            }
            var took = Duration.ofNanos(System.nanoTime() - ended);
            assertThat(proven()).isEqualTo(2_000);
            assertThat(took).isLessThan(Duration.ofSeconds(4));
        } finally {
            sockets.forEach(DatagramSocket::close);
        }
    }

    @Test
    void aHalfOpenSocketOfAPodIsToldWithItsRetransmissionsUntilItIsClosed() throws IOException {
        lab().onNode("ip addr add " + POD + "/32 dev lo");
        tell("pod-a", live(POD));
        watching(service(VIP, 80, ServiceAddress.TCP));
        var server = lab().nodeNamespace().call(() -> listening(POD, 8080));
        try (server;
                var client = inClient(() -> new Socket(InetAddress.ofLiteral(VIP), 80))) {
            rounds(Duration.ofMillis(300));
            // When the route goes before the process
            lab().onNode("ip addr del " + POD + "/32 dev lo; ip route add blackhole " + POD + "/32");
            tell("pod-a", new PodClaim.Ended());
            client.getOutputStream().write(1);
            // Then
            var stuck = await(fact -> fact.kind() == Kind.REFRESHED && fact.socket() != null);
            var socket = Objects.requireNonNull(stuck.socket());
            assertThat(socket.retransmits()).isPositive();
            assertThat(socket.state()).isEqualTo(1);
            assertThat(socket.netns()).isNotEqualTo(NodeNamespaces.inode(lab().nodeNamespace()));
            assertThat(stuck.entry().key().original().destination()).isEqualTo(Ip.parse(VIP));
            assertThat(stuck.entry().key().reply().source()).isEqualTo(Ip.parse(POD));
            assertThat(stuck.service()).isEqualTo("default/s80");
            // And conntrack says the same in its own way
            assertThat(said)
                    .anyMatch(numbered -> numbered.fact().socket() == null
                            && numbered.fact().towardsGone()
                            && numbered.fact().entry().key().protocol() == ServiceAddress.TCP);
            client.setSoLinger(true, 0);
        }
        await(fact -> fact.kind() == Kind.GONE && fact.socket() != null);
    }

    @Test
    void aConnectedUdpSocketOfAPodIsToldAgainOnceItSendsAndHearsNothing() throws IOException {
        tell("pod-a", live(POD));
        watching(service(VIP, 53, ServiceAddress.UDP));
        try (var socket = lab().clientSocket(Lab.CLIENT_V4, 5000)) {
            socket.connect(InetAddress.ofLiteral(POD), 53);
            rounds(Duration.ofMillis(1_500));
            assertThat(said).as("its peer lives").isEmpty();
            tell("pod-a", new PodClaim.Ended());
            var seen = await(fact -> fact.kind() == Kind.SEEN && fact.socket() != null);
            assertThat(seen.entry().key().protocol()).isEqualTo(ServiceAddress.UDP);
            assertThat(seen.entry().key().reply().source()).isEqualTo(Ip.parse(POD));
            rounds(Duration.ofMillis(2_500));
            assertThat(said).as("nothing was sent").hasSize(1);
            socket.send(new DatagramPacket(new byte[1], 1));
            var unanswered = await(fact -> fact.kind() == Kind.REFRESHED && fact.socket() != null);
            assertThat(Objects.requireNonNull(unanswered.socket()).unansweredMillis())
                    .isGreaterThanOrEqualTo(1_000);
        }
        await(fact -> fact.kind() == Kind.GONE && fact.socket() != null);
    }

    private void translate(String vip, String pod, String protocol, int port, int target) {
        var v6 = vip.contains(":");
        lab().nft("table " + (v6 ? "ip6" : "ip") + " nat { chain to" + protocol
                + " { type nat hook prerouting priority -100; " + (v6 ? "ip6" : "ip") + " daddr " + vip + " " + protocol
                + " dport " + port + " dnat to " + (v6 ? "[" + pod + "]" : pod) + ":" + target + "; } }");
    }

    private long proven() {
        return said.stream()
                .map(Outbox.Numbered::fact)
                .filter(fact -> fact.kind() == Kind.REFRESHED)
                .map(GhostWatchIT::port)
                .distinct()
                .count();
    }

    private static int port(FlowFact fact) {
        return fact.entry().key().original().sourcePort();
    }

    private static ServerSocket listening(String address, int port) throws IOException {
        return new ServerSocket(port, 5, InetAddress.ofLiteral(address));
    }

    private <T> T inClient(Callable<T> work) {
        return NetworkNamespace.at(lab().clientPath()).call(work);
    }

    private static PodClaim live(String ip) {
        return new PodClaim.Live(Set.of(Ip.parse(ip)), Set.of());
    }

    private void tell(String pod, PodClaim claim) {
        pods.claim(pod, claim, Instant.now()).forEach(owners::put);
    }

    private static AddressInbox.Claim service(String vip, int port, int protocol) {
        var address = new ServiceAddress(Ip.parse(vip), port, protocol);
        return new AddressInbox.Claim("lab/default/s" + port + "/uid", Set.of(address));
    }

    private void watching(AddressInbox.Claim... services) {
        List.of(services).forEach(inbox::put);
        inbox.completed();
        owners.completed();
        var sampler =
                new SocketSampler(new NodeNamespaces(lab().nodeNamespace(), Set.of(), true), clock, WatchMetrics.NONE);
        started = new NodeWatch(new NodeWatch.Parts(
                NodeProbes.open(lab().nodeNamespace(), 4 << 20),
                clock,
                outbox,
                inbox,
                owners,
                sampler,
                WatchMetrics.NONE,
                new NodeWatch.Limits(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        4_000)));
        looking = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                sampler.turn();
            }
        });
        while (started.progress().isEmpty()) {
            started.round();
        }
    }

    private FlowFact await(Predicate<FlowFact> wanted) {
        return await(wanted, () -> {});
    }

    private FlowFact await(Predicate<FlowFact> wanted, Runnable meanwhile) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            meanwhile.run();
            round();
            var found = said.stream().map(Outbox.Numbered::fact).filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("not said; but " + said);
    }

    private void rounds(Duration time) {
        var deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline) {
            round();
        }
    }

    private void round() {
        Objects.requireNonNull(started).round();
        for (var next = outbox.peek(); next.isPresent(); next = outbox.peek()) {
            said.add(next.get());
            outbox.taken();
        }
    }

    private Lab lab() {
        return Objects.requireNonNull(opened);
    }
}
