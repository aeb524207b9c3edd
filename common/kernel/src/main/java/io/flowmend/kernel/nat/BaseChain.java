/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import java.util.Optional;

/** A chain that the kernel itself calls. */
record BaseChain(Table table, String name, String type, int hook, int priority, boolean drops) {

    /** Hooks of netfilter.h. */
    static final int PREROUTING = 0;

    static final int INPUT = 1;
    static final int FORWARD = 2;

    static final int NFTA_CHAIN_TABLE = 1;
    static final int NFTA_CHAIN_NAME = 3;

    private static final int NFTA_CHAIN_HOOK = 4;
    private static final int NFTA_CHAIN_POLICY = 5;
    private static final int NFTA_CHAIN_TYPE = 7;
    private static final int NFTA_HOOK_HOOKNUM = 1;
    private static final int NFTA_HOOK_PRIORITY = 2;

    /** @return empty for a chain that is only jumped to */
    static Optional<BaseChain> of(int family, Attributes chain) {
        return chain.nested(NFTA_CHAIN_HOOK)
                .map(hook -> new BaseChain(
                        new Table(family, chain.text(NFTA_CHAIN_TABLE).orElse("")),
                        chain.text(NFTA_CHAIN_NAME).orElse(""),
                        chain.text(NFTA_CHAIN_TYPE).orElse(""),
                        hook.number(NFTA_HOOK_HOOKNUM).orElse(-1),
                        hook.number(NFTA_HOOK_PRIORITY).orElse(0),
                        chain.number(NFTA_CHAIN_POLICY).orElse(Verdict.ACCEPT) == Verdict.DROP));
    }

    boolean is(String wantedType, int wantedHook, int family) {
        return type.equals(wantedType)
                && hook == wantedHook
                && (table.family() == family || table.family() == Table.INET);
    }
}
