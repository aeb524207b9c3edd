/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import io.flowmend.kernel.address.Ip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What each kind of step does to a packet. Attributes and values are those of nf_tables.h; their numbers stand beside their
 * names, as each is used in one place.
 */
final class Steps {

    private static final int VERDICT_REGISTER = 0;
    private static final int WORD = Integer.BYTES;

    private final Ruleset rules;
    private final Table table;
    private final Packet packet;

    Steps(Ruleset rules, Table table, Packet packet) {
        this.rules = rules;
        this.table = table;
        this.packet = packet;
    }

    Effect take(Expression step, Registers registers) {
        return switch (step.name()) {
            case "payload" -> payload(step, registers);
            case "meta" -> meta(step, registers);
            case "ct" -> conntrack(step, registers);
            case "fib" -> fib(step, registers);
            case "cmp" -> compare(step, registers);
            case "range" -> range(step, registers);
            case "bitwise" -> bitwise(step, registers);
            case "lookup" -> lookup(step, registers);
            case "immediate" -> immediate(step, registers);
            case "numgen" -> choice(step, registers, 1, 2);
            case "hash" -> choice(step, registers, 2, 4);
            case "nat" -> nat(step, registers);
            case "reject" -> new Effect.Refuses();
            case "match" -> ExtensionStep.match(step, packet);
            case "target" -> ExtensionStep.target(step, packet);
            case "counter", "log", "last", "notrack", "objref" -> Effect.PASS;
            case "limit", "quota", "connlimit", "dynset" -> Effect.MAYBE;
            case "byteorder", "exthdr", "rt", "socket", "osf", "xfrm", "tunnel" -> {
                registers.forgetAll();
                yield "exthdr".equals(step.name()) ? Effect.MAYBE : Effect.PASS;
            }
            default -> throw new NotUnderstoodException("a rule of table " + table.name() + " has a " + step.name());
        };
    }

    private Effect payload(Expression step, Registers registers) {
        var to = step.optional(1); // NFTA_PAYLOAD_DREG
        if (to.isEmpty()) {
            throw new NotUnderstoodException("a rule of table " + table.name() + " changes the packet");
        }
        // NFTA_PAYLOAD_BASE, _OFFSET, _LEN
        packet.load(step.number(2), step.number(3), step.number(4), registers, to.get());
        return Effect.PASS;
    }

    private Effect meta(Expression step, Registers registers) {
        step.optional(1)
                .ifPresent(
                        to -> { // NFTA_META_DREG; without it a mark is set
                            switch (step.number(2)) { // NFTA_META_KEY
                                case 1 -> // NFT_META_PROTOCOL
                                    registers.store(
                                            to,
                                            packet.isV4() ? new byte[] {8, 0} : new byte[] {(byte) 0x86, (byte) 0xdd});
                                case 15 -> registers.store(to, new byte[] {(byte) packet.family()}); // NFT_META_NFPROTO
                                case 16 -> // NFT_META_L4PROTO
                                    registers.store(
                                            to,
                                            new byte[] {(byte) packet.towards().protocol()});
                                default -> registers.forget(to, 16);
                            }
                        });
        return Effect.PASS;
    }

    /** A flow is new to the rules, in its original direction. */
    private static Effect conntrack(Expression step, Registers registers) {
        step.optional(1)
                .ifPresent(
                        to -> { // NFTA_CT_DREG; without it a mark or zone is set
                            switch (step.number(2)) { // NFTA_CT_KEY
                                case 0 -> registers.store(to, host(1 << 3)); // NFT_CT_STATE: the bit of IP_CT_NEW
                                case 1 -> registers.store(to, new byte[] {0}); // NFT_CT_DIRECTION
                                default -> registers.forget(to, 16);
                            }
                        });
        return Effect.PASS;
    }

    private Effect fib(Expression step, Registers registers) {
        var to = step.number(1); // NFTA_FIB_DREG
        var type = step.number(2) == 3; // NFTA_FIB_RESULT is NFT_FIB_RESULT_ADDRTYPE
        var destination = step.optional(3).orElse(0) == 2; // NFTA_FIB_FLAGS is NFTA_FIB_F_DADDR
        if (type && destination) {
            registers.store(to, host(packet.local() ? 2 : 1)); // RTN_LOCAL, RTN_UNICAST
        } else {
            registers.forget(to, 16);
        }
        return Effect.PASS;
    }

    private static Effect compare(Expression step, Registers registers) {
        var wanted = octets(step, 3); // NFTA_CMP_DATA
        var loaded = registers.load(step.number(1), wanted.length); // NFTA_CMP_SREG
        if (loaded.isEmpty()) {
            return Effect.MAYBE;
        }
        var order = Arrays.compareUnsigned(loaded.get(), wanted);
        return matches(
                switch (step.number(2)) { // NFTA_CMP_OP
                    case 0 -> order == 0;
                    case 1 -> order != 0;
                    case 2 -> order < 0;
                    case 3 -> order <= 0;
                    case 4 -> order > 0;
                    case 5 -> order >= 0;
                    default -> throw new NotUnderstoodException("comparison " + step.number(2));
                });
    }

    private static Effect range(Expression step, Registers registers) {
        var from = octets(step, 3); // NFTA_RANGE_FROM_DATA
        var to = octets(step, 4); // NFTA_RANGE_TO_DATA
        var inside = step.number(2) == 0; // NFTA_RANGE_OP is NFT_RANGE_EQ
        return registers
                .load(step.number(1), from.length)
                .map(loaded -> Arrays.compareUnsigned(loaded, from) >= 0 && Arrays.compareUnsigned(loaded, to) <= 0)
                .map(hit -> matches(hit == inside))
                .orElse(Effect.MAYBE);
    }

    private static Effect bitwise(Expression step, Registers registers) {
        var to = step.number(2); // NFTA_BITWISE_DREG
        if (step.optional(6).orElse(0) != 0) { // NFTA_BITWISE_OP: a shift
            registers.forget(to, step.number(3));
        } else {
            registers.bitwise(step.number(1), to, octets(step, 4), octets(step, 5));
        }
        return Effect.PASS;
    }

    private static Effect choice(Expression step, Registers registers, int register, int modulus) {
        registers.choose(step.number(register), step.number(modulus));
        return Effect.PASS;
    }

    private Effect lookup(Expression step, Registers registers) {
        var set = step.data().text(1).orElse(""); // NFTA_LOOKUP_SET
        var from = step.number(2); // NFTA_LOOKUP_SREG
        var to = step.optional(3); // NFTA_LOOKUP_DREG
        var inverted = step.optional(5).orElse(0) != 0; // NFTA_LOOKUP_FLAGS: NFT_LOOKUP_F_INV
        var key = registers.load(from, rules.keyLength(table, set));
        if (to.isEmpty()) {
            return key.map(known -> matches(rules.element(table, set, known).isPresent() != inverted))
                    .orElse(Effect.MAYBE);
        }
        if (key.isPresent()) {
            return rules.element(table, set, key.get())
                    .map(hit -> mapped(List.of(hit), to.get(), registers, false))
                    .orElse(Effect.MISS);
        }
        var all = rules.elements(table, set);
        return mapped(all, to.get(), registers, !registers.chosenAmong(from, all.size()));
    }

    private static Effect mapped(List<Element> hits, int to, Registers registers, boolean mayMiss) {
        var verdicts = new ArrayList<Verdict>();
        var states = new ArrayList<Registers>();
        for (var hit : hits) {
            switch (hit.datum().orElseThrow(() -> new NotUnderstoodException("a map holds something else"))) {
                case Datum.Ruling(var verdict) -> verdicts.add(verdict);
                case Datum.Value(var octets) -> {
                    var state = registers.copy();
                    state.store(to, octets);
                    states.add(state);
                }
            }
        }
        return to == VERDICT_REGISTER ? new Effect.Decides(verdicts, mayMiss) : new Effect.Fork(states, mayMiss);
    }

    private static Effect immediate(Expression step, Registers registers) {
        var datum = step.data().nested(2).flatMap(Datum::of); // NFTA_IMMEDIATE_DATA
        return switch (datum.orElseThrow(() -> new NotUnderstoodException("a step without data"))) {
            case Datum.Ruling(var verdict) -> new Effect.Decides(List.of(verdict), false);
            case Datum.Value(var octets) -> {
                registers.store(step.number(1), octets); // NFTA_IMMEDIATE_DREG
                yield Effect.PASS;
            }
        };
    }

    private Effect nat(Expression step, Registers registers) {
        if (step.number(1) != 1) { // NFTA_NAT_TYPE is not NFT_NAT_DNAT
            throw new NotUnderstoodException("a rule before routing translates the source");
        }
        var ranges = differs(step, registers, 3, 4, 4) || differs(step, registers, 5, 6, 2);
        if (ranges || (step.optional(7).orElse(0) & 1 << 6) != 0) { // NFTA_NAT_FLAGS: NF_NAT_RANGE_NETMAP
            throw new NotUnderstoodException("a rule translates to a range");
        }
        // NFTA_NAT_REG_ADDR_MIN and NFTA_NAT_REG_PROTO_MIN; without one that part stays as it is.
        var ip = step.optional(3)
                .map(from ->
                        Ip.of(known(registers.load(from, packet.towards().ip().octets().length))))
                .orElse(packet.towards().ip());
        var port = step.optional(5)
                .map(from -> big16(known(registers.load(from, 2))))
                .orElse(packet.towards().port());
        return new Effect.Translates(new NatVerdict.Target(ip, port));
    }

    private static boolean differs(Expression step, Registers registers, int least, int most, int length) {
        var max = step.optional(most);
        return max.isPresent()
                && !max.equals(step.optional(least))
                && !Arrays.equals(
                        known(registers.load(step.number(least), length)), known(registers.load(max.get(), length)));
    }

    private static byte[] known(Optional<byte[]> octets) {
        return octets.orElseThrow(() -> new NotUnderstoodException("what a rule translates to is not known before"));
    }

    private static int big16(byte[] octets) {
        return Byte.toUnsignedInt(octets[0]) << 8 | Byte.toUnsignedInt(octets[1]);
    }

    private static Effect matches(boolean matches) {
        return matches ? Effect.PASS : Effect.MISS;
    }

    private static byte[] octets(Expression step, int attribute) {
        return step.data()
                .nested(attribute)
                .flatMap(Datum::of)
                .flatMap(datum -> datum instanceof Datum.Value(var octets) ? Optional.of(octets) : Optional.empty())
                .orElseThrow(() -> new NotUnderstoodException("a " + step.name() + " without a value"));
    }

    private static byte[] host(int value) {
        return ByteBuffer.allocate(WORD)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }
}
