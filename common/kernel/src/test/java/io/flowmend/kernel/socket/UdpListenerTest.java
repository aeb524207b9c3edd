/* Licensed under Apache-2.0. */
package io.flowmend.kernel.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Answers of sock_diag as Linux 6.18 gave them (x86-64). */
class UdpListenerTest {

    private static final String ONE = "7c0000001400020001000000b36e0000020700001b5900000a4d0001000000000000000000000000"
            + "000000000000000000000000000000000000000011000000000000000000000000000000000000000000000095392400"
            + "050008000000000008000f00000000000c00150001000000000000000600160050000000";
    private static final String EVERY = "840000001400020001000000b36e00000a0700001b5a00000000000000000000000000000000"
            + "000000000000000000000000000000000000000000000012000000000000000000000000000000000000000000000093392400"
            + "050008000000000005000b000000000008000f00000000000c00150001000000000000000600160010000000";
    private static final String SIX = "840000001400020001000000b36e00000a0700001b5b0000fd770000000000000000000000000001"
            + "000000000000000000000000000000000000000013000000000000000000000000000000000000000000000094392400"
            + "050008000000000005000b000100000008000f00000000000c00150001000000000000000600160010000000";

    @Test
    void socketsAreReadWithTheirAddressPortAndFamilies() {
        assertThat(read(ONE)).isEqualTo(new UdpListener(Ip.parse("10.77.0.1"), 7001, false));
        assertThat(read(EVERY)).isEqualTo(new UdpListener(Ip.parse("::"), 7002, true));
        assertThat(read(SIX)).isEqualTo(new UdpListener(Ip.parse("fd77::1"), 7003, false));
    }

    @Test
    void aWildcardTakesItsOwnFamilyAndBothIfItIsNotForOneOnly() {
        var v4 = Ip.parse("203.0.113.7");
        var v6 = Ip.parse("2001:db8::7");
        assertThat(new UdpListener(Ip.parse("0.0.0.0"), 162, false).takes(v4, 162))
                .isTrue();
        assertThat(new UdpListener(Ip.parse("0.0.0.0"), 162, false).takes(v6, 162))
                .isFalse();
        assertThat(new UdpListener(Ip.parse("::"), 162, false).takes(v6, 162)).isTrue();
        assertThat(new UdpListener(Ip.parse("::"), 162, false).takes(v4, 162)).isFalse();
        assertThat(new UdpListener(Ip.parse("::"), 162, true).takes(v4, 162)).isTrue();
        assertThat(new UdpListener(Ip.parse("::"), 162, true).takes(v4, 163)).isFalse();
        assertThat(new UdpListener(v4, 162, false).takes(Ip.parse("203.0.113.8"), 162))
                .isFalse();
    }

    private static UdpListener read(String hex) {
        var bytes = HexFormat.of().parseHex(hex);
        var datagram = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return UdpListener.decode(datagram, 0, datagram.getInt(0)).orElseThrow();
    }
}
