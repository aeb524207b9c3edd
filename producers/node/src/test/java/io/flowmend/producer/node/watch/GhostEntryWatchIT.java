/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import static io.flowmend.producer.node.watch.GhostWatchBench.PATIENCE;
import static io.flowmend.producer.node.watch.GhostWatchBench.POD;
import static io.flowmend.producer.node.watch.GhostWatchBench.POD6;
import static io.flowmend.producer.node.watch.GhostWatchBench.VIP;
import static io.flowmend.producer.node.watch.GhostWatchBench.VIP6;
import static io.flowmend.producer.node.watch.GhostWatchBench.live;
import static io.flowmend.producer.node.watch.GhostWatchBench.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.producer.node.sample.FlowFact;
import io.flowmend.producer.node.sample.FlowFact.Kind;
import io.flowmend.producer.node.sample.PodClaim;
import io.flowmend.producer.node.support.Lab;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conntrack entries towards pods that end, on the real kernel. */
class GhostEntryWatchIT {

    @AutoClose
    private GhostWatchBench bench;

    @BeforeEach
    void open() {
        bench = GhostWatchBench.open();
    }

    @ParameterizedTest
    @CsvSource({Lab.CLIENT_V4 + "," + VIP + "," + POD, Lab.CLIENT_V6 + "," + VIP6 + "," + POD6})
    void aSenderToAnEndedPodIsToldWhileItSendsAndNotLonger(String client, String vip, String pod) {
        bench.tell("pod-a", live(pod));
        bench.watching(service(vip, 162, ServiceAddress.UDP));
        try (var socket = bench.lab.clientSocket(client, 5000)) {
            for (var i = 0; i < 5; i++) { // The first packets over IPv6 wait for a neighbour.
                Lab.send(socket, vip, 162);
                bench.rounds(Duration.ofMillis(200));
            }
            assertThat(bench.said).as("its pod lives").isEmpty();
            // When
            bench.tell("pod-a", new PodClaim.Ended());
            // Then
            var seen = bench.await(fact -> fact.kind() == Kind.SEEN, () -> Lab.send(socket, vip, 162));
            assertThat(seen.towardsGone()).isTrue();
            assertThat(seen.service()).isEqualTo("default/s162");
            assertThat(seen.entry().key().reply().source()).isEqualTo(Ip.parse(pod));
            bench.await(fact -> fact.kind() == Kind.REFRESHED && fact.towardsGone(), () -> Lab.send(socket, vip, 162));
        }
        bench.rounds(Duration.ofSeconds(3)); // The last packet may fall between two reads.
        bench.said.clear();
        bench.rounds(Duration.ofSeconds(5));
        assertThat(bench.said).as("nobody sends any more").isEmpty();
    }

    @Test
    void aFlowMadeWhileNobodyOwnsItsAddressIsToldAndOneMadeForTheNewOwnerIsNot() {
        bench.tell("pod-a", live(POD));
        bench.watching(service(VIP, 162, ServiceAddress.UDP));
        bench.tell("pod-a", new PodClaim.Ended());
        bench.rounds(Duration.ofMillis(600));
        try (var first = bench.lab.clientSocket(Lab.CLIENT_V4, 5001);
                var second = bench.lab.clientSocket(Lab.CLIENT_V4, 5002)) {
            Lab.send(first, VIP, 162);
            bench.await(fact -> fact.kind() == Kind.CREATED && port(fact) == 5001);
            bench.tell("pod-b", live(POD));
            bench.rounds(Duration.ofMillis(600));
            Lab.send(second, VIP, 162);
            bench.rounds(Duration.ofMillis(600));
            assertThat(bench.said).noneMatch(numbered -> port(numbered.fact()) == 5002);
            // The first goes to a stranger now, and is told all the same.
            bench.await(fact -> fact.kind() == Kind.REFRESHED && port(fact) == 5001, () -> Lab.send(first, VIP, 162));
        }
    }

    @Test
    void aGhostFromBeforeTheStartIsFoundAlthoughNobodyRemembersItsPod() {
        try (var socket = bench.lab.clientSocket(Lab.CLIENT_V4, 5000)) {
            Lab.send(socket, VIP, 162);
            bench.watching(service(VIP, 162, ServiceAddress.UDP));
            var seen = bench.await(fact -> fact.kind() == Kind.SEEN);
            assertThat(seen.towardsGone()).isTrue();
        }
    }

    @Test
    void anEntryToALivePodOfTheStartIsLeftInPeace() {
        try (var socket = bench.lab.clientSocket(Lab.CLIENT_V4, 5000)) {
            Lab.send(socket, VIP, 162);
            bench.tell("pod-a", live(POD));
            bench.watching(service(VIP, 162, ServiceAddress.UDP));
            bench.rounds(Duration.ofMillis(500));
            assertThat(bench.said).isEmpty();
        }
    }

    @Test
    void twoThousandSendersAreProvenWithinThreeSeconds() {
        bench.tell("pod-a", live(POD));
        bench.watching(service(VIP, 162, ServiceAddress.UDP));
        var sockets = IntStream.range(0, 2_000)
                .mapToObj(i -> bench.lab.clientSocket(Lab.CLIENT_V4, 20_000 + i))
                .toList();
        try {
            sockets.forEach(socket -> Lab.send(socket, VIP, 162));
            bench.rounds(Duration.ofMillis(300));
            var ended = System.nanoTime();
            bench.tell("pod-a", new PodClaim.Ended());
            while (proven() < 2_000 && System.nanoTime() - ended < PATIENCE.toNanos()) {
                sockets.forEach(socket -> Lab.send(socket, VIP, 162));
                bench.rounds(Duration.ofMillis(200));
            }
            var took = Duration.ofNanos(System.nanoTime() - ended);
            assertThat(proven()).isEqualTo(2_000);
            assertThat(took).isLessThan(Duration.ofSeconds(4));
        } finally {
            sockets.forEach(DatagramSocket::close);
        }
    }

    private long proven() {
        return bench.said.stream()
                .map(Outbox.Numbered::fact)
                .filter(fact -> fact.kind() == Kind.REFRESHED)
                .map(GhostEntryWatchIT::port)
                .distinct()
                .count();
    }

    private static int port(FlowFact fact) {
        return fact.entry().key().original().sourcePort();
    }
}
