/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.bench;

import io.flowmend.producer.node.support.Lab;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes new conntrack entries on a lab's node at a rate: each datagram goes to another address and port, so each is a
 * NEW event. With a timeout of a second a DESTROY event follows when the kernel cleans up, in its own time.
 */
final class EventLoad {

    private static final int BURSTS_PER_SECOND = 100;
    private static final int PORTS = 60_000;

    private final Lab lab;
    private final int newEntriesPerSecond;

    EventLoad(Lab lab, int newEntriesPerSecond) {
        this.lab = lab;
        this.newEntriesPerSecond = newEntriesPerSecond;
        lab.onNode("sysctl -qw net.netfilter.nf_conntrack_udp_timeout=1");
    }

    /** @return datagrams sent */
    long run(Duration time) {
        try (var socket = lab.clientSocket(Lab.CLIENT_V4, 0)) {
            var start = System.nanoTime();
            var sent = 0L;
            for (var burst = 1; burst <= time.toMillis() * BURSTS_PER_SECOND / 1000; burst++) {
                var until = (long) newEntriesPerSecond * burst / BURSTS_PER_SECOND;
                for (; sent < until; sent++) {
                    one(socket, sent);
                }
                LockSupport.parkNanos(start + burst * (1_000_000_000L / BURSTS_PER_SECOND) - System.nanoTime());
            }
            return sent;
        }
    }

    private static void one(DatagramSocket socket, long number) {
        var host = 1 + number / PORTS % 250;
        Lab.send(socket, "203.0.113." + host, (int) (1024 + number % PORTS));
    }
}
