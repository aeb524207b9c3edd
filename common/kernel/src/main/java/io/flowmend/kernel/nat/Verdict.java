/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

/**
 * What a rule or a map says is to be done.
 *
 * @param chain of {@link #JUMP} and {@link #GOTO}; empty for others
 */
record Verdict(int code, String chain) {

    /** NF_DROP and NF_ACCEPT of netfilter.h, NFT_* of nf_tables.h. */
    static final int DROP = 0;

    static final int ACCEPT = 1;
    static final int CONTINUE = -1;
    static final int BREAK = -2;
    static final int JUMP = -3;
    static final int GOTO = -4;
    static final int RETURN = -5;

    private static final int NFTA_VERDICT_CODE = 1;
    private static final int NFTA_VERDICT_CHAIN = 2;

    static Verdict of(Attributes attributes) {
        return new Verdict(
                attributes.number(NFTA_VERDICT_CODE).orElse(DROP),
                attributes.text(NFTA_VERDICT_CHAIN).orElse(""));
    }
}
