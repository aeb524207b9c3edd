/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import java.util.Optional;

/** What a map holds for a key, or a rule puts into a register. */
sealed interface Datum {

    /** Octets of a register. */
    record Value(byte[] octets) implements Datum {}

    record Ruling(Verdict verdict) implements Datum {}

    /** NFTA_DATA_VALUE and NFTA_DATA_VERDICT of nf_tables.h. */
    static Optional<Datum> of(Attributes attributes) {
        Optional<Datum> value = attributes.octets(1).map(Value::new);
        return value.isPresent() ? value : attributes.nested(2).map(nested -> new Ruling(Verdict.of(nested)));
    }
}
