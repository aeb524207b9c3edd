/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a rule has loaded so far, octet by octet, each known or not. Numbered as by nf_tables.h: 1 to 4 are of 16 octets, 8 to
 * 23 of 4 octets, both over the same memory.
 */
final class Registers {

    private static final int WORD = 4;
    private static final int WORDS = 20;
    private static final int FIRST_SMALL = 8;

    private final byte[] octets;
    private final boolean[] known;

    /** Where the kernel puts a number of its own choice, and how many there are; at most one at a time. */
    private int chosenAt = -1;

    private int choices;

    Registers() {
        this(new byte[WORDS * WORD], new boolean[WORDS * WORD]);
    }

    private Registers(byte[] octets, boolean[] known) {
        this.octets = octets;
        this.known = known;
    }

    Registers copy() {
        var copy = new Registers(octets.clone(), known.clone());
        copy.chosenAt = chosenAt;
        copy.choices = choices;
        return copy;
    }

    /** A number that the kernel chooses among so many, each in its turn or by chance. */
    void choose(int register, int among) {
        forget(register, WORD);
        chosenAt = offset(register);
        choices = among;
    }

    /** True if the register holds a choice among exactly so many. */
    boolean chosenAmong(int register, int among) {
        return chosenAt == offset(register) && choices == among && !known[chosenAt];
    }

    /** Whole words are written, so what is shorter is followed by zeros. */
    void store(int register, byte[] value) {
        var at = offset(register);
        var end = at + padded(value.length);
        Arrays.fill(octets, at, end, (byte) 0);
        System.arraycopy(value, 0, octets, at, value.length);
        Arrays.fill(known, at, end, true);
    }

    /** As {@link #store}, of which only some octets are known. */
    void store(int register, byte[] value, boolean[] knownOctets) {
        store(register, value);
        System.arraycopy(knownOctets, 0, known, offset(register), value.length);
    }

    /** From now on unknown. */
    void forget(int register, int length) {
        var at = offset(register);
        Arrays.fill(known, at, at + padded(length), false);
        chosenAt = -1;
    }

    void forgetAll() {
        Arrays.fill(known, false);
        chosenAt = -1;
    }

    /** Empty if any of it is unknown. */
    Optional<byte[]> load(int register, int length) {
        var at = offset(register);
        for (var i = at; i < at + length; i++) {
            if (!known[i]) {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOfRange(octets, at, at + length));
    }

    /** {@code (value & mask) ^ toggle}; what the mask hides need not be known. */
    void bitwise(int from, int to, byte[] mask, byte[] toggle) {
        var source = offset(from);
        var value = new byte[mask.length];
        var isKnown = new boolean[mask.length];
        for (var i = 0; i < mask.length; i++) {
            isKnown[i] = known[source + i] || mask[i] == 0;
            value[i] = (byte) ((octets[source + i] & mask[i]) ^ toggle[i]);
        }
        store(to, value, isKnown);
    }

    private static int offset(int register) {
        var word = register < FIRST_SMALL ? register * WORD : register - FIRST_SMALL + WORD;
        if (register < 1 || word >= WORDS) {
            throw new NotUnderstoodException("register " + register);
        }
        return word * WORD;
    }

    private static int padded(int length) {
        return (length + WORD - 1) & -WORD;
    }
}
