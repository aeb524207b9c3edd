/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import java.util.Optional;

/**
 * One element of a set or map.
 *
 * @param datum of a map; empty in a set
 */
record Element(Optional<Datum> datum) {

    private static final int NFTA_SET_ELEM_DATA = 2;
    private static final int NFTA_SET_ELEM_FLAGS = 3;
    private static final int NFT_SET_ELEM_INTERVAL_END = 1;

    static Element of(Attributes attributes) {
        return new Element(attributes.nested(NFTA_SET_ELEM_DATA).flatMap(Datum::of));
    }

    /** Elements of intervals come in pairs, of which the second only says where the first ends. */
    static boolean endsAnInterval(Attributes attributes) {
        return (attributes.number(NFTA_SET_ELEM_FLAGS).orElse(0) & NFT_SET_ELEM_INTERVAL_END) != 0;
    }
}
