/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.lab.net.Conntrack;
import io.flowmend.lab.net.ConntrackEntry;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.net.ServiceAddress.Family;
import io.flowmend.lab.process.Waiting;
import java.time.Duration;

/** The tracked connections of one node, as somebody treats them who is not Flowmend: with the reference tool. */
public record Entries(LabNode node) {

    private static final Duration BREAKS_WITHIN = Duration.ofSeconds(5);

    public static Entries of(LabNode node) {
        return new Entries(node);
    }

    /** Whether it was there: an entry can expire on its own. */
    public boolean delete(ConntrackEntry entry) {
        var original = entry.original();
        var result = node.namespace()
                .command(
                        "conntrack",
                        "-D",
                        "-f",
                        Family.of(original.source().getAddress()) == Family.IPV6 ? "ipv6" : "ipv4",
                        "-p",
                        entry.transport().lowercase(),
                        "--orig-src",
                        original.source().getAddress().getHostAddress(),
                        "--orig-dst",
                        original.destination().getAddress().getHostAddress(),
                        "--sport",
                        Integer.toString(original.source().getPort()),
                        "--dport",
                        Integer.toString(original.destination().getPort()),
                        "--zone",
                        Integer.toString(entry.zone()))
                .attempt();
        if (result.exit() != 0 && !result.complaint().contains(" 0 flow entries have been deleted")) {
            throw new IllegalStateException("conntrack -D: " + result.complaint());
        }
        return result.exit() == 0;
    }

    /** How many entries towards this address went. */
    public int deleteTowards(ServiceAddress service) {
        return (int) conntrack().towards(service).stream().filter(this::delete).count();
    }

    /**
     * The first half of the incident: the service goes, its entry goes, and the packets of those who send on make another that
     * nothing translates. Returns when there is one per source port. What remains is to {@link LabNode#forward} again.
     */
    public void withdraw(ServiceAddress service, int... sourcePorts) {
        node.stopForwarding(service);
        deleteTowards(service);
        for (var port : sourcePorts) {
            Waiting.until(
                    "an un-NATed entry from port " + port + " to " + service,
                    BREAKS_WITHIN,
                    () -> conntrack()
                            .towards(service, port)
                            .filter(ConntrackEntry::unNated)
                            .isPresent());
        }
    }

    private Conntrack conntrack() {
        return node.conntrack();
    }
}
