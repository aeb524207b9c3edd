/* Licensed under Apache-2.0. */
package io.flowmend.kernel.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.conntrack.ConntrackEvents;
import io.flowmend.kernel.conntrack.ConntrackQueries;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.EntryView;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.kernel.support.Namespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries that the reference tool made, deleted on the real kernel. */
class ConntrackOrdersIT {

    private static final int BUFFER = 1 << 20;

    private Namespace namespace;
    private ConntrackQueries queries;
    private ConntrackOrders orders;

    @BeforeEach
    void open() {
        Kernel.required();
        namespace = Namespace.make();
        queries = namespace.entry().call(() -> ConntrackQueries.open(BUFFER));
        orders = namespace.entry().call(ConntrackOrders::open);
    }

    @AfterEach
    void close() {
        if (namespace != null) {
            orders.close();
            queries.close();
            namespace.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "17, 10.0.0.1, 203.0.113.7, '-p udp'",
        "17, fd00::1, 2001:db8::7, '-p udp'",
        "6, 10.0.0.1, 203.0.113.7, '-p tcp --state SYN_SENT'",
        "6, fd00::1, 2001:db8::7, '-p tcp --state SYN_SENT'",
        "132, 10.0.0.1, 203.0.113.7, '-p sctp --state COOKIE_WAIT --orig-vtag 1 --reply-vtag 2'",
    })
    void anEntryIsDeletedByItsTupleAndIdAndByNoOtherId(int protocol, String from, String to, String options) {
        // Given
        var entry = make(protocol, from, to, 0, options);
        // When
        var withAnotherId = orders.delete(
                new Entry(entry.key(), entry.id() ^ 1, entry.status(), entry.timeoutSeconds(), entry.tcpState()));
        // Then
        assertThat(withAnotherId).isFalse();
        assertThat(queries.get(entry.key())).isPresent();
        assertThat(orders.delete(entry)).isTrue();
        assertThat(queries.get(entry.key())).isEmpty();
        assertThat(orders.delete(entry)).isFalse();
    }

    @Test
    void aSuccessorWithAnotherTranslationStaysThoughItsIdIsTheSame() {
        // Given
        var entry = make(17, "10.0.0.1", "203.0.113.7", 0, "-p udp");
        var back = new FlowTuple(Ip.parse("10.2.0.2"), Ip.parse("10.0.0.1"), 162, 5000);
        var before = new EntryKey(0, 17, entry.key().original(), back);
        // When
        var deleted = orders.delete(new Entry(before, entry.id(), 0, null, null));
        // Then
        assertThat(deleted).isFalse();
        assertThat(queries.get(entry.key())).isPresent();
    }

    @Test
    void anEntryWhoseZoneHoldsForOneDirectionIsDeleted() throws IOException {
        // Given
        namespace.run("nft add table ip z; nft 'add chain ip z out { type filter hook output priority raw; }';"
                + " nft add rule ip z out ct original zone set 7");
        try (var socket = namespace.entry().call(() -> new DatagramSocket(5000, InetAddress.ofLiteral("127.0.0.1")))) {
            socket.send(new DatagramPacket(new byte[1], 1, InetAddress.ofLiteral("127.0.0.1"), 162));
        }
        var found = new ArrayList<Entry>();
        queries.dump(view -> found.add(view.entry()));
        assertThat(found).singleElement().satisfies(entry -> {
            assertThat(entry.key().zone()).isEqualTo(7);
            // When, Then
            assertThat(orders.delete(new Entry(entry.key(), entry.id() ^ 1, 0, null, null)))
                    .isFalse();
            assertThat(orders.delete(entry)).isTrue();
            assertThat(queries.get(entry.key())).isEmpty();
        });
    }

    @Test
    void theTwinInAnotherZoneStays() {
        // Given
        var inZone = make(17, "10.0.0.1", "203.0.113.7", 5, "-p udp -w 5");
        var without = make(17, "10.0.0.1", "203.0.113.7", 0, "-p udp");
        // When
        var wrongZone = orders.delete(new Entry(without.key(), inZone.id(), 0, null, null));
        // Then
        assertThat(wrongZone).isFalse();
        assertThat(queries.get(without.key())).isPresent();
        assertThat(orders.delete(inZone)).isTrue();
        assertThat(queries.get(inZone.key())).isEmpty();
        assertThat(queries.get(without.key())).isPresent();
    }

    @Test
    void theEventNamesThePortOfWhoDeleted() {
        // Given
        try (var events = namespace.entry().call(() -> ConntrackEvents.open(BUFFER))) {
            var entry = make(17, "10.0.0.1", "203.0.113.7", 0, "-p udp");
            var authors = new ArrayList<Long>();
            // When
            orders.delete(entry);
            while (authors.isEmpty() && events.await(Duration.ofSeconds(5))) {
                events.receive(view -> {
                    if (view.kind() == EntryView.Kind.DESTROYED) {
                        authors.add(view.author());
                    }
                });
            }
            // Then
            assertThat(authors).containsExactly(orders.netlinkPort());
        }
    }

    private Entry make(int protocol, String from, String to, int zone, String options) {
        namespace.run(("conntrack -I %s -s %s -d %s --sport 5000 --dport 162 -r %s -q %s --reply-port-src 162"
                        + " --reply-port-dst 5000 -t 100")
                .formatted(options, from, to, to, from));
        var there = new FlowTuple(Ip.parse(from), Ip.parse(to), 5000, 162);
        var back = new FlowTuple(Ip.parse(to), Ip.parse(from), 162, 5000);
        return queries.get(new EntryKey(zone, protocol, there, back)).orElseThrow();
    }
}
