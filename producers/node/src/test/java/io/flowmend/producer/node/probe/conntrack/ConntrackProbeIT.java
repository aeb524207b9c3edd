/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.probe.conntrack;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.ConntrackEvents;
import io.flowmend.kernel.conntrack.ConntrackQueries;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.EntryView;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.producer.node.support.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConntrackProbeIT {

    private static final int BUFFER = 4 << 20;
    private static final String VIP = "203.0.113.7";
    private static final String VIP6 = "2001:db8:113::7";

    private Lab lab;
    private ConntrackEvents events;
    private ConntrackQueries queries;

    @BeforeEach
    void open() {
        Kernel.required();
        lab = Lab.open();
        events = lab.nodeNamespace().call(() -> ConntrackEvents.open(BUFFER));
        queries = lab.nodeNamespace().call(() -> ConntrackQueries.open(BUFFER));
    }

    @AfterEach
    void close() {
        if (lab != null) {
            events.close();
            queries.close();
            lab.close();
        }
    }

    @ParameterizedTest
    @CsvSource({Lab.CLIENT_V4 + "," + VIP, Lab.CLIENT_V6 + "," + VIP6})
    void whatTheKernelSaysOfAnEntryIsWhatTheReferenceToolShows(String client, String vip) {
        // When
        try (var socket = lab.clientSocket(client, 5000)) {
            Lab.send(socket, vip, 162);
        }
        // Then
        var created = next(EntryView.Kind.CREATED, 5000);
        var shown = tool("udp", vip);
        assertThat(created.entry().key()).isEqualTo(unNated(client, 5000, vip, 162, 0));
        assertThat(created.entry().id()).isEqualTo(number(shown, "id=(\\d+)"));
        assertThat(created.entry().timeoutSeconds()).isEqualTo(30);
        assertThat(created.author()).isZero();
        assertThat(dump()).extracting(Entry::key).contains(created.entry().key());
        assertThat(queries.get(created.entry().key())).hasValueSatisfying(read -> {
            assertThat(read.key()).isEqualTo(created.entry().key());
            assertThat(read.id()).isEqualTo(created.entry().id());
        });
    }

    @Test
    void aDumpForOneAddressShowsItsEntriesOnly() {
        // Given
        try (var socket = lab.clientSocket(Lab.CLIENT_V4, 5001)) {
            Lab.send(socket, VIP, 162);
            Lab.send(socket, VIP, 163);
            Lab.send(socket, "203.0.113.8", 162);
        }
        try (var socket = lab.clientSocket(Lab.CLIENT_V6, 5001)) {
            Lab.send(socket, VIP6, 162);
            Lab.send(socket, VIP6, 163);
        }
        await(
                Duration.ofSeconds(5),
                () -> dump().stream()
                                .filter(entry -> entry.key().original().sourcePort() == 5001)
                                .count()
                        == 5);
        // When
        var v4 = dump(new ServiceAddress(Ip.parse(VIP), 162, ServiceAddress.UDP));
        var v6 = dump(new ServiceAddress(Ip.parse(VIP6), 162, ServiceAddress.UDP));
        // Then
        assertThat(v4).extracting(Entry::key).containsExactly(unNated(Lab.CLIENT_V4, 5001, VIP, 162, 0));
        assertThat(v6).extracting(Entry::key).containsExactly(unNated(Lab.CLIENT_V6, 5001, VIP6, 162, 0));
    }

    @Test
    void aDumpOfWhatReachesAnAddressLeavesTheRestToTheKernel() {
        // Given
        lab.nft("table ip nat { chain pre { type nat hook prerouting priority -100;"
                + " udp dport 162 dnat to 10.78.0.2:1162; udp dport 163 dnat to 10.78.0.3:1163; } }");
        lab.onNode("ip neigh add 10.78.0.3 lladdr 02:00:00:00:00:02 dev sink0 nud permanent");
        try (var socket = lab.clientSocket(Lab.CLIENT_V4, 5004)) {
            Lab.send(socket, VIP, 162);
            Lab.send(socket, VIP, 163);
        }
        await(
                Duration.ofSeconds(5),
                () -> dump().stream()
                                .filter(entry -> entry.key().original().sourcePort() == 5004)
                                .count()
                        == 2);
        // When
        var reaching = new ArrayList<Entry>();
        queries.dumpReaching(Ip.parse("10.78.0.2"), view -> reaching.add(view.entry()));
        // Then
        assertThat(reaching)
                .extracting(entry -> entry.key().original().destinationPort())
                .containsExactly(162);
    }

    @Test
    void whoRemovedAnEntryIsTold() {
        // Given
        try (var socket = lab.clientSocket(Lab.CLIENT_V4, 5002)) {
            Lab.send(socket, VIP, 162);
        }
        var created = next(EntryView.Kind.CREATED, 5002);
        // When
        var pid = lab.onNode("echo $$; exec conntrack -D -p udp --dst " + VIP + " 2>/dev/null");
        // Then
        var destroyed = next(EntryView.Kind.DESTROYED, 5002);
        assertThat(destroyed.entry().key()).isEqualTo(created.entry().key());
        assertThat(destroyed.author()).isPositive();
        assertThat(pid).isNotEmpty();
        assertThat(queries.get(created.entry().key())).isEmpty();
    }

    @Test
    void anEntryInAZoneOfItsOwnIsReadThere() {
        // Given
        lab.nft(
                "table inet zones { chain pre { type filter hook prerouting priority -300; udp dport 170 ct zone set 42; } }");
        // When
        try (var socket = lab.clientSocket(Lab.CLIENT_V4, 5003)) {
            Lab.send(socket, VIP, 170);
        }
        // Then
        var created = next(EntryView.Kind.CREATED, 5003);
        assertThat(created.entry().key()).isEqualTo(unNated(Lab.CLIENT_V4, 5003, VIP, 170, 42));
        assertThat(queries.get(created.entry().key())).isPresent();
        var elsewhere = new EntryKey(
                0,
                ServiceAddress.UDP,
                created.entry().key().original(),
                created.entry().key().reply());
        assertThat(queries.get(elsewhere)).isEmpty();
    }

    @Test
    void anOverrunIsToldWithTheNumberOfLostEvents() {
        // Given a small buffer that nobody empties
        var before = dump().size();
        try (var small = lab.nodeNamespace().call(() -> ConntrackEvents.open(8 * 1024))) {
            for (var port = 20000; port < 20400; port++) {
                try (var socket = lab.clientSocket(Lab.CLIENT_V4, port)) {
                    Lab.send(socket, VIP, 162);
                }
            }
            assertThat(dump()).hasSize(before + 400);
            // When
            var seen = 0L;
            var lost = 0L;
            while (small.await(Duration.ofMillis(200))) {
                switch (small.receive(view -> {})) {
                    case ConntrackEvents.Batch.Seen some -> seen += some.messages();
                    case ConntrackEvents.Batch.Overrun some -> lost += some.messages();
                }
            }
            // Then
            assertThat(lost).isPositive();
            assertThat(seen + lost).isEqualTo(400);
        }
    }

    private static void await(Duration patience, BooleanSupplier condition) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private record Event(EntryView.Kind kind, Entry entry, long author) {}

    private Event next(EntryView.Kind kind, int sourcePort) {
        var found = new ArrayList<Event>();
        var deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < deadline) {
            events.await(Duration.ofMillis(100));
            events.receive(view -> {
                var entry = view.entry();
                if (view.kind() == kind && entry.key().original().sourcePort() == sourcePort) {
                    found.add(new Event(kind, entry, view.author()));
                }
            });
            if (!found.isEmpty()) {
                return found.getFirst();
            }
        }
        throw new AssertionError("no " + kind + " for port " + sourcePort);
    }

    private List<Entry> dump() {
        var entries = new ArrayList<Entry>();
        queries.dump(view -> entries.add(view.entry()));
        return entries;
    }

    private List<Entry> dump(ServiceAddress address) {
        var entries = new ArrayList<Entry>();
        queries.dump(address, view -> entries.add(view.entry()));
        return entries;
    }

    private String tool(String protocol, String vip) {
        var family = vip.contains(":") ? "ipv6" : "ipv4";
        return lab.onNode("conntrack -L -f " + family + " -p " + protocol + " --dst " + vip + " -o id 2>/dev/null");
    }

    private static long number(String text, String regex) {
        var matcher = Pattern.compile(regex).matcher(text);
        assertThat(matcher.find()).as("%s in %s", regex, text).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static EntryKey unNated(String client, int port, String vip, int vipPort, int zone) {
        return new EntryKey(
                zone,
                ServiceAddress.UDP,
                new FlowTuple(Ip.parse(client), Ip.parse(vip), port, vipPort),
                new FlowTuple(Ip.parse(vip), Ip.parse(client), vipPort, port));
    }
}
