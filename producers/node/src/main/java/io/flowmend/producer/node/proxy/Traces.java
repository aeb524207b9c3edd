/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.proxy;

import io.flowmend.kernel.nat.RuleNames;
import io.flowmend.kernel.netlink.NetlinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a kube-proxy has left in the network namespace of a node, whether it runs or not.
 *
 * @param modes in which it must have worked; a kube-proxy removes the traces of other modes when it starts
 * @param unread why they could not be looked for, so that none proves nothing
 */
record Traces(Set<String> modes, Optional<String> unread) {

    /** kubeProxyTable of pkg/proxy/nftables/proxier.go. */
    private static final String TABLE = "kube-proxy";

    /** kubeServicesChain of pkg/proxy/iptables/proxier.go; IPVS has it too. */
    private static final String CHAIN = "KUBE-SERVICES";

    /** defaultDummyDevice of pkg/proxy/ipvs/proxier.go. */
    private static final String DEVICE = "kube-ipvs0";

    private static final Path DEVICES = Path.of("/proc/thread-self/net/dev");

    /** In the network namespace of the calling thread. */
    static Traces read() {
        var modes = new TreeSet<String>();
        try (var rules = RuleNames.open()) {
            if (rules.hasTable(TABLE)) {
                modes.add("nftables");
            }
            if (hasDevice()) {
                modes.add("ipvs");
            } else if (rules.hasChain("nat", CHAIN)) {
                modes.add("iptables");
            }
            return new Traces(Set.copyOf(modes), Optional.empty());
        } catch (NetlinkException | IOException unreadable) {
            return unread(String.valueOf(unreadable.getMessage()));
        }
    }

    static Traces unread(String why) {
        return new Traces(Set.of(), Optional.of(why));
    }

    boolean any() {
        return !modes.isEmpty();
    }

    /** Empty unless they are of one mode only. */
    Optional<String> mode() {
        return modes.size() == 1 ? modes.stream().findFirst() : Optional.empty();
    }

    private static boolean hasDevice() throws IOException {
        return Files.readAllLines(DEVICES).stream()
                .anyMatch(line -> line.strip().startsWith(DEVICE + ":"));
    }
}
