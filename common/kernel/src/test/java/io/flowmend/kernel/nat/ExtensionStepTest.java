/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Extensions as Linux 6.18 (x86-64) held them after iptables-nft 1.8.9 had loaded rules in the form of kube-proxy. */
class ExtensionStepTest {

    private static final Packet PACKET = packet(ServiceAddress.UDP, false);
    private static final String ANY_UDP = "0000ffff0000ffff0000000000000000";
    private static final String ADDRESS = "0af40101" + "00".repeat(12);
    private static final String DNAT = "03000000" + ADDRESS + ADDRESS + "048a048a";
    private static final String NEW = "00".repeat(146) + "010000000800" + "00".repeat(12);
    private static final String LOCAL = "0000040000000000";

    @Test
    void aMatchOfPortsLooksAtProtocolAndPort() {
        assertThat(match("udp", 0, ANY_UDP, PACKET)).isEqualTo(Effect.PASS);
        assertThat(match("udp", 0, ANY_UDP, packet(ServiceAddress.TCP, false))).isEqualTo(Effect.MISS);
        assertThat(match("udp", 0, "0000ffffa200a2000000000000000000", PACKET)).isEqualTo(Effect.PASS);
        assertThat(match("udp", 0, "0000ffffa300a4000000000000000000", PACKET)).isEqualTo(Effect.MISS);
        assertThat(match("udp", 0, "0000ffffa200a2000200000000000000", PACKET)).isEqualTo(Effect.MISS);
        assertThat(match("udp", 0, "01000100a200a2000000000000000000", PACKET)).isEqualTo(Effect.MAYBE);
    }

    @Test
    void aFlowIsNew() {
        assertThat(match("conntrack", 3, NEW, PACKET)).isEqualTo(Effect.PASS);
        assertThat(match("conntrack", 3, NEW.replace("010000000800", "010001000800"), PACKET))
                .isEqualTo(Effect.MISS);
        assertThat(match("conntrack", 3, NEW.replace("010000000800", "010000000200"), PACKET))
                .isEqualTo(Effect.MISS);
        assertThat(match("conntrack", 3, NEW.replace("010000000800", "030000000800"), PACKET))
                .isEqualTo(Effect.MAYBE);
        assertThat(match("conntrack", 1, NEW, PACKET)).isEqualTo(Effect.MAYBE);
    }

    @Test
    void theNodesOwnAddressIsTold() {
        assertThat(match("addrtype", 1, LOCAL, PACKET)).isEqualTo(Effect.MISS);
        assertThat(match("addrtype", 1, LOCAL, packet(ServiceAddress.UDP, true)))
                .isEqualTo(Effect.PASS);
        assertThat(match("addrtype", 1, "0000040002000000", PACKET)).isEqualTo(Effect.PASS);
        assertThat(match("addrtype", 1, "0400000000000000", PACKET)).isEqualTo(Effect.MAYBE);
    }

    @Test
    void aCommentSaysNothingAndChanceMayHit() {
        assertThat(match("comment", 0, "00", PACKET)).isEqualTo(Effect.PASS);
        assertThat(match("statistic", 0, "000000000000004000000000000000400000000000000000", PACKET))
                .isEqualTo(Effect.MAYBE);
    }

    @Test
    void aTranslationNamesItsTargetAndARangeIsNotUnderstood() {
        assertThat(ExtensionStep.target(step("DNAT", 2, DNAT), PACKET))
                .isEqualTo(new Effect.Translates(new NatVerdict.Target(Ip.parse("10.244.1.1"), 1162)));
        assertThat(ExtensionStep.target(step("DNAT", 2, "01" + DNAT.substring(2)), PACKET))
                .isEqualTo(new Effect.Translates(new NatVerdict.Target(Ip.parse("10.244.1.1"), 162)));
        var range = DNAT.substring(0, 76) + "ffff";
        assertThatThrownBy(() -> ExtensionStep.target(step("DNAT", 2, range), PACKET))
                .isInstanceOf(NotUnderstoodException.class);
        assertThatThrownBy(() -> ExtensionStep.target(step("DNAT", 2, "00"), PACKET))
                .isInstanceOf(NotUnderstoodException.class);
    }

    @Test
    void aRejectionRefusesAndAnUnknownTargetIsNotUnderstood() {
        assertThat(ExtensionStep.target(step("REJECT", 0, "0300000000000000"), PACKET))
                .isInstanceOf(Effect.Refuses.class);
        assertThatThrownBy(() -> ExtensionStep.target(step("REDIRECT", 0, "00"), PACKET))
                .isInstanceOf(NotUnderstoodException.class);
    }

    private static Effect match(String name, int revision, String data, Packet packet) {
        return ExtensionStep.match(step(name, revision, data), packet);
    }

    private static Packet packet(int protocol, boolean local) {
        return new Packet(new ServiceAddress(Ip.parse("203.0.113.7"), 162, protocol), local);
    }

    private static Expression step(String name, int revision, String data) {
        var bytes = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
        attribute(bytes, 1, (name + '\0').getBytes(StandardCharsets.UTF_8));
        attribute(bytes, 2, new byte[] {0, 0, 0, (byte) revision});
        attribute(bytes, 3, HexFormat.of().parseHex(data));
        return new Expression("match", new Attributes(bytes.flip()));
    }

    private static void attribute(ByteBuffer bytes, int type, byte[] value) {
        bytes.putShort((short) (4 + value.length)).putShort((short) type).put(value);
        bytes.position((bytes.position() + 3) & ~3);
    }
}
