/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

/**
 * Order of events at the same instant: what the API said, then what the node said, then what follows from both. The
 * code is part of store keys: a new rank takes its place by its code, and an old one keeps its own.
 */
public enum Rank {
    SHARED(10),
    OWN(20),
    /** An unknown interval has ended. */
    RESUME(30),
    /** A rule asked to be woken. */
    DEADLINE(40);

    private final byte code;

    Rank(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Rank of(byte code) {
        for (var rank : values()) {
            if (rank.code == code) {
                return rank;
            }
        }
        throw new IllegalStateException("rank " + code + " in a store key");
    }
}
