/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import io.flowmend.lab.cases.UdpGhost.Form;
import java.util.List;
import java.util.Optional;

/** All faults that can be made, in the order in which a person would meet them. */
public final class Cases {

    private static final List<Case> ALL = List.of(
            new Unnated(),
            new UdpGhost(Form.EMPTIED),
            new UdpGhost(Form.DELETED),
            new UdpGhost(Form.MISDELIVERY),
            new SynRecycled(),
            new HalfOpen(),
            new Pinned(),
            new Many());

    public static List<String> names() {
        return ALL.stream().map(Case::name).toList();
    }

    public static Optional<Case> named(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    private Cases() {}
}
