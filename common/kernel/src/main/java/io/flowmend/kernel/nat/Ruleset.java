/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import java.util.List;
import java.util.Optional;

/** The rules of one network namespace, read as they are needed. */
interface Ruleset {

    /** Number of the last change; the same before and after means that what was read in between fits together. */
    int generation();

    List<BaseChain> baseChains();

    /** Rules of a chain, in their order, each as its steps. */
    List<List<Expression>> rules(Table table, String chain);

    /** Length of a key in octets. */
    int keyLength(Table table, String set);

    /** The element that a key hits, intervals included. */
    Optional<Element> element(Table table, String set, byte[] key);

    List<Element> elements(Table table, String set);
}
