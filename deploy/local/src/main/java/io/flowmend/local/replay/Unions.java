/* Licensed under Apache-2.0. */
package io.flowmend.local.replay;

import org.apache.avro.Schema;

/** The only unions of the contract are "this or nothing". */
final class Unions {

    static Schema present(Schema union) {
        var present = union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        if (present.size() != 1) {
            throw new IllegalArgumentException("a union of several types is not in the contract: " + union);
        }
        return present.getFirst();
    }

    private Unions() {}
}
