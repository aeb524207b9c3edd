/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import java.util.stream.IntStream;

/**
 * Whether tables and chains of a name are there for IPv4 or IPv6, in one network namespace. Those of iptables-nft are among them, those
 * of iptables-legacy are not. One thread at a time may use it; needs CAP_NET_ADMIN.
 */
public final class RuleNames implements AutoCloseable {

    private final KernelRuleset rules;

    private RuleNames(KernelRuleset rules) {
        this.rules = rules;
    }

    /** Of the network namespace of the calling thread. */
    public static RuleNames open() {
        return new RuleNames(KernelRuleset.open());
    }

    public boolean hasTable(String table) {
        return families().anyMatch(family -> rules.has(new Table(family, table)));
    }

    public boolean hasChain(String table, String chain) {
        return families().anyMatch(family -> rules.has(new Table(family, table), chain));
    }

    @Override
    public void close() {
        rules.close();
    }

    private static IntStream families() {
        return IntStream.of(Table.IPV4, Table.IPV6);
    }
}
