/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import io.flowmend.lab.process.Command;
import io.flowmend.lab.process.Undisturbed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The network of the reproduction in design section 9, made of network namespaces of this machine. Whatever it makes carries a
 * name of this process, goes with {@link #close}, or is swept by the next lab if this process is killed.
 *
 * <p>Needs what {@link io.flowmend.lab.world.Needs#missingForKernel} names.
 */
public final class NetworkLab implements AutoCloseable {

    private static final String PREFIX = "flowmend-";
    private static final AtomicInteger OPENED = new AtomicInteger();

    private final String prefix = PREFIX + ProcessHandle.current().pid() + "-" + OPENED.incrementAndGet() + "-";
    private final List<LabNode> nodes = new ArrayList<>();
    private final LabTraffic traffic = new LabTraffic();

    private NetworkLab() {}

    /** An empty lab, after the leftovers of processes that no longer live are removed. */
    public static NetworkLab open() {
        leftovers().forEach(NetworkNamespace::delete);
        return new NetworkLab();
    }

    /** A node with its own client, pod and upstream, whose connections are tracked in zone 0. */
    public LabNode addNode(String name) {
        return addNode(name, OptionalInt.empty());
    }

    /** The same, with all its connections tracked in a conntrack zone of its own. */
    public LabNode addNodeInZone(String name, int zone) {
        return addNode(name, OptionalInt.of(zone));
    }

    @Override
    public void close() {
        var parts = new ArrayList<AutoCloseable>(List.of(traffic));
        nodes.forEach(node -> parts.add(node::delete));
        Undisturbed.close(parts);
    }

    private LabNode addNode(String name, OptionalInt zone) {
        var node = new LabNode(prefix, name, nodes.size() + 1, traffic);
        nodes.add(node);
        node.create(zone);
        return node;
    }

    /** Those named after a process that no longer lives. */
    static List<NetworkNamespace> leftovers() {
        return named(PREFIX)
                .filter(name -> !ownerLives(name))
                .map(NetworkNamespace::new)
                .toList();
    }

    /** Those of this lab that exist now. */
    public List<String> namespaces() {
        return named(prefix).toList();
    }

    private static Stream<String> named(String start) {
        // "ip netns list" prints "name" or "name (id: 3)".
        return Command.of("ip", "netns", "list")
                .run()
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(name -> name.startsWith(start));
    }

    private static boolean ownerLives(String namespace) {
        var owner = namespace.substring(PREFIX.length()).split("-", 2)[0];
        return !owner.matches("\\d+")
                || ProcessHandle.of(Long.parseLong(owner))
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
    }
}
