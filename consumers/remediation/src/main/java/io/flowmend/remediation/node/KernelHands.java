/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import io.flowmend.kernel.act.ConntrackOrders;
import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.ConntrackQueries;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.kernel.nat.NatRules;
import io.flowmend.kernel.netlink.NamespaceThread;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.kernel.route.Route;
import io.flowmend.kernel.route.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The hands of a real node. All reads and acts of the node's own namespace are done one after the other by a thread that lives
 * there; sockets of pods by threads that enter theirs. Any thread may call.
 *
 * <p>Needs CAP_NET_ADMIN. Entering the node's namespace, if it is not the own one, and those of pods needs CAP_SYS_ADMIN; finding
 * those of pods that have no name needs CAP_SYS_PTRACE. As another user than 0 it also needs CAP_DAC_READ_SEARCH, to see whether
 * iptables-legacy is in use.
 */
public final class KernelHands implements Hands {

    private static final int RECEIVE_BUFFER = 1 << 20;

    private final NamespaceThread inside;
    private final ConntrackQueries entries;
    private final ConntrackOrders orders;
    private final NatRules rules;
    private final Routes routes;
    private final RuleWatch watch;
    private final OtherTranslators others = new OtherTranslators();
    private final PodSockets sockets = PodSockets.ofThisMachine();

    private KernelHands(NamespaceThread inside) {
        this.inside = inside;
        this.entries = opened(() -> ConntrackQueries.open(RECEIVE_BUFFER));
        this.orders = opened(ConntrackOrders::open);
        this.rules = opened(NatRules::open);
        this.routes = opened(Routes::open);
        this.watch = opened(RuleWatch::start);
    }

    /**
     * Opens everything that is needed of the node.
     *
     * @throws io.flowmend.kernel.netlink.NetlinkException if the namespace cannot be entered, or CAP_NET_ADMIN is missing
     */
    public static KernelHands open(NetworkNamespace node) {
        var hands = new KernelHands(NamespaceThread.enter(node, "node-hands"));
        hands.readOnce();
        return hands;
    }

    /** The first reading loads classes for a tenth of a second: at the start, not when a command waits for it. */
    private void readOnce() {
        var nobody = Ip.parse("192.0.2.1");
        var tuple = new FlowTuple(nobody, nobody, 1, 1);
        nat(new ServiceAddress(nobody, 1, ServiceAddress.UDP));
        entry(new EntryKey(0, ServiceAddress.UDP, tuple, tuple));
    }

    @Override
    public Optional<Entry> entry(EntryKey key) {
        return inside.call(() -> entries.get(key));
    }

    @Override
    public NatAnswer nat(ServiceAddress address) {
        watch.reads();
        return inside.call(() -> {
            var local = routes.to(address.ip()) instanceof Route.Local;
            return others.correct(address, NatAnswers.of(rules.towards(address, local)));
        });
    }

    @Override
    public boolean isLocal(Ip address) {
        return inside.call(() -> routes.to(address)) instanceof Route.Local;
    }

    @Override
    public Optional<String> outgoing(Ip address) {
        return inside.call(() -> routes.to(address)) instanceof Route.Out(var interfaceName)
                ? Optional.of(interfaceName)
                : Optional.empty();
    }

    @Override
    public Duration unrepliedTimeout(int protocol) {
        return inside.call(() -> Timeouts.unreplied(protocol));
    }

    @Override
    public Optional<Socket> socket(long netns, long cookie) {
        return sockets.find(netns, cookie);
    }

    @Override
    public void awaitRules(Duration atMost) {
        watch.await(atMost);
    }

    @Override
    public List<Long> ports() {
        return List.of(orders.netlinkPort());
    }

    @Override
    public boolean delete(Entry entry) {
        return inside.call(() -> orders.delete(entry));
    }

    @Override
    public boolean destroy(Socket socket) {
        return sockets.destroy(socket);
    }

    @Override
    public void close() {
        inside.close();
    }

    private <T extends AutoCloseable> T opened(Callable<T> opener) {
        try {
            return inside.open(opener);
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }
}
