/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the datagrams go: a share of them to addresses of a service, of which a node producer publishes facts, the rest to
 * addresses that concern nobody.
 *
 * @param published percent
 */
record Destinations(int published, List<InetSocketAddress> services, List<InetSocketAddress> others) {

    static final List<Integer> PORTS =
            IntStream.range(0, 50).map(i -> 5_000 + i).boxed().toList();
    static final List<String> SERVICE_ADDRESSES = List.of("203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4");

    private static final int OTHER_HOSTS = 100;

    Destinations {
        services = List.copyOf(services);
        others = List.copyOf(others);
    }

    static Destinations of(int published) {
        var services = new ArrayList<InetSocketAddress>();
        SERVICE_ADDRESSES.forEach(host -> PORTS.forEach(port -> services.add(new InetSocketAddress(host, port))));
        var others = new ArrayList<InetSocketAddress>();
        for (var host = 0; host < OTHER_HOSTS; host++) {
            for (var port : PORTS) {
                others.add(new InetSocketAddress("203.0.113." + (100 + host), port));
            }
        }
        return new Destinations(published, services, others);
    }

    /** Whether a datagram goes to a service; spread evenly. */
    boolean toService(long number) {
        return (number + 1) * published / 100 > number * published / 100;
    }

    /** A round trip over both lists; the sender changes its port after each, so that no flow comes twice in a life. */
    InetSocketAddress of(long number) {
        var list = toService(number) ? services : others;
        return list.get((int) (within(number) % list.size()));
    }

    /** Which of the sender's ports. */
    int source(long number, int sources) {
        var list = toService(number) ? services : others;
        return (int) (within(number) / list.size() % sources);
    }

    /** Its number among those that go the same way. */
    private long within(long number) {
        var services = number * published / 100;
        return toService(number) ? services : number - services;
    }
}
