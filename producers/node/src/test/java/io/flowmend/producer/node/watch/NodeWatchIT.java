/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.producer.node.sample.FlowFact;
import io.flowmend.producer.node.sample.FlowFact.Kind;
import io.flowmend.producer.node.sample.PodOwners;
import io.flowmend.producer.node.sample.Snapshot;
import io.flowmend.producer.node.sample.Snapshot.Reason;
import io.flowmend.producer.node.support.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One watcher on the real kernel; its rounds are taken by the test. */
class NodeWatchIT {

    private static final String VIP = "203.0.113.7";
    private static final String VIP6 = "2001:db8:113::7";
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final List<Outbox.Numbered> said = new ArrayList<>();
    private final AddressInbox inbox = new AddressInbox();
    private final NodeClock clock = NodeClock.system();
    private final Outbox outbox = new Outbox(clock, 10_000);
    private @Nullable Lab opened;
    private @Nullable NodeWatch started;

    @BeforeEach
    void open() {
        Kernel.required();
        opened = Lab.open();
    }

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
        }
        if (opened != null) {
            opened.close();
        }
    }

    @ParameterizedTest
    @CsvSource({Lab.CLIENT_V4 + "," + VIP, Lab.CLIENT_V6 + "," + VIP6})
    void aFlowIsToldFromItsFirstPacketToTheOneWhoRemovedIt(String client, String vip) {
        watching(service(vip, 162));
        try (var socket = lab().clientSocket(client, 5000)) {
            Lab.send(socket, vip, 162);
            var created = await(fact -> fact.kind() == Kind.CREATED);
            // A sender that goes on is told, without any event of the kernel.
            await(fact -> fact.kind() == Kind.REFRESHED, () -> Lab.send(socket, vip, 162));
            lab().onNode("conntrack -D -f " + (vip.contains(":") ? "ipv6" : "ipv4") + " -p udp --dst " + vip
                    + " >/dev/null 2>&1");
            var destroyed = await(fact -> fact.kind() == Kind.DESTROYED);
            assertThat(destroyed.entry().key()).isEqualTo(created.entry().key());
            assertThat(destroyed.author()).isNotNull();
        }
        assertThat(said).extracting(Outbox.Numbered::sequence).startsWith(1L, 2L, 3L);
        assertThat(said).extracting(Outbox.Numbered::observedAt).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aSenderThatStoppedIsNotToldToSend() {
        watching(service(VIP, 162));
        try (var socket = lab().clientSocket(Lab.CLIENT_V4, 5000)) {
            Lab.send(socket, VIP, 162);
        }
        await(fact -> fact.kind() == Kind.CREATED);
        rounds(Duration.ofSeconds(7));
        assertThat(said).extracting(numbered -> numbered.fact().kind()).containsExactly(Kind.CREATED);
    }

    @Test
    void aFlowThatBeganBeforeItsServiceIsFoundWhenTheServiceAppears() {
        watching();
        try (var socket = lab().clientSocket(Lab.CLIENT_V4, 5000)) {
            Lab.send(socket, VIP, 162);
            Lab.send(socket, VIP, 163);
        }
        rounds(Duration.ofMillis(500));
        assertThat(said).isEmpty();
        // When
        inbox.put(service(VIP, 162));
        // Then
        var seen = await(fact -> fact.kind() == Kind.SEEN);
        assertThat(seen.snapshot()).extracting(Snapshot::reason).isEqualTo(Reason.ADDRESS);
        assertThat(seen.entry().key().original().destinationPort()).isEqualTo(162);
        rounds(Duration.ofMillis(500));
        assertThat(said).hasSize(1);
    }

    @Test
    void whatIsThereAtTheStartIsSeenAndItsEndIsNoticedAlthoughTheKernelSentNoEvent() {
        // Given an entry older than any listener, which nf_conntrack_events=2 keeps silent
        try (var socket = lab().clientSocket(Lab.CLIENT_V4, 5000)) {
            Lab.send(socket, VIP, 162);
        }
        watching(service(VIP, 162));
        var seen = await(fact -> fact.kind() == Kind.SEEN);
        assertThat(seen.snapshot()).extracting(Snapshot::reason).isEqualTo(Reason.START);
        // When
        lab().onNode("conntrack -D -p udp --dst " + VIP + " >/dev/null 2>&1");
        // Then
        await(fact -> fact.kind().ends());
    }

    @Test
    void aTranslatedFlowIsNotToldAndAnUntranslatedOneInAZoneIs() {
        lab().nft(
                        "table ip zoned { chain pre { type filter hook prerouting priority -300; udp dport 170 ct zone set 42; } }");
        watching(service(VIP, 162), service(VIP, 170));
        lab().nft(
                        "table ip nat { chain pre { type nat hook prerouting priority -100; udp dport 162 dnat to 10.78.0.2:1162; } }");
        try (var socket = lab().clientSocket(Lab.CLIENT_V4, 5000)) {
            Lab.send(socket, VIP, 162);
            rounds(Duration.ofMillis(500));
            assertThat(said).isEmpty();
            // When
            Lab.send(socket, VIP, 170);
        }
        var created = await(fact -> fact.kind() == Kind.CREATED);
        assertThat(created.entry().key().zone()).isEqualTo(42);
    }

    @Test
    void aProcessOfTheNodeOnTheAddressIsToldAlsoWhenItComesLater() {
        lab().onNode("ip addr add " + VIP + "/32 dev lo");
        watching(service(VIP, 162));
        try (var socket = lab().clientSocket(Lab.CLIENT_V4, 5000)) {
            Lab.send(socket, VIP, 162);
            var created = await(fact -> fact.kind() == Kind.CREATED);
            assertThat(created.local().toLocalAddress()).isTrue();
            assertThat(created.local().localListener()).isFalse();
            // When
            try (var listener = lab().nodeSocket("0.0.0.0", 162)) {
                var updated = await(
                        fact -> fact.kind() == Kind.UPDATED && fact.local().localListener());
                assertThat(updated.local().toLocalAddress()).isTrue();
                assertThat(listener.isBound()).isTrue();
            }
        }
    }

    @Test
    void anOverrunIsCountedAndFollowedByADump() {
        start(16 * 1024, service(VIP, 162));
        for (var port = 20000; port < 20500; port++) {
            try (var socket = lab().clientSocket(Lab.CLIENT_V4, port)) {
                Lab.send(socket, VIP, 162);
            }
        }
        // When
        var seen = await(fact -> fact.kind() == Kind.SEEN);
        // Then
        assertThat(seen.snapshot()).extracting(Snapshot::reason).isEqualTo(Reason.OVERFLOW);
        rounds(Duration.ofMillis(300));
        assertThat(watch().progress().orElseThrow().lost()).isPositive();
        assertThat(said.stream().map(numbered -> numbered.fact().entry().key()).distinct())
                .hasSize(500);
    }

    @Test
    void theWatermarkRisesWhileNothingHappensAndNamesWhatWasSaid() {
        watching(service(VIP, 162));
        rounds(Duration.ofMillis(700));
        var before = watch().progress().orElseThrow();
        rounds(Duration.ofMillis(700));
        var after = watch().progress().orElseThrow();
        assertThat(after.watermark()).isAfter(before.watermark());
        assertThat(after.lastSequence()).isZero();
        assertThat(after.watchingSince()).isEqualTo(before.watchingSince());
    }

    private Lab lab() {
        return Objects.requireNonNull(opened);
    }

    private NodeWatch watch() {
        return Objects.requireNonNull(started);
    }

    private void watching(AddressInbox.Claim... services) {
        start(4 << 20, services);
    }

    private void start(int buffer, AddressInbox.Claim... services) {
        List.of(services).forEach(inbox::put);
        inbox.completed();
        var owners = new OwnerInbox(new PodOwners());
        owners.completed();
        var namespaces = new NodeNamespaces(lab().nodeNamespace(), Set.of(), false);
        started = new NodeWatch(new NodeWatch.Parts(
                NodeProbes.open(lab().nodeNamespace(), buffer),
                clock,
                outbox,
                inbox,
                owners,
                new SocketSampler(namespaces, clock, WatchMetrics.NONE),
                WatchMetrics.NONE,
                new NodeWatch.Limits(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        1_000)));
        while (watch().progress().isEmpty()) {
            watch().round();
        }
    }

    private static AddressInbox.Claim service(String vip, int port) {
        var address = new ServiceAddress(Ip.parse(vip), port, ServiceAddress.UDP);
        return new AddressInbox.Claim("lab/default/s" + port + "/uid", Set.of(address));
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
        watch().round();
        for (var next = outbox.peek(); next.isPresent(); next = outbox.peek()) {
            said.add(next.get());
            outbox.taken();
        }
    }
}
