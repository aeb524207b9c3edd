/* Licensed under Apache-2.0. */
package io.flowmend.kernel.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers of rtnetlink as Linux 6.18 gave them (x86-64). */
class AddressDecoderTest {

    private static final String V4 = "500000001400020001000000b36e00000218800002000000080001000a4d0001080002000a4d0001"
            + "0a000300646f776e30000000080008008000000014000600ffffffffffffffffc2b70700c2b70700";
    private static final String V6 = "480000001400020001000000b36e00000a4082000200000014000100fd7700000000000000000000"
            + "0000000114000600ffffffffffffffffc3b70700c3b707000800080082000000";

    @Test
    void addressesOfBothFamiliesAreRead() {
        assertThat(read(V4)).contains(Ip.parse("10.77.0.1"));
        assertThat(read(V6)).contains(Ip.parse("fd77::1"));
    }

    @Test
    void onAPointToPointLinkTheNodesOwnEndCounts() {
        // Given the other end's address in IFA_ADDRESS
        assertThat(read(V4.replace("080001000a4d0001", "080001000a4d0063"))).contains(Ip.parse("10.77.0.1"));
    }

    @Test
    void aRemovedAddressIsNone() {
        assertThat(read("50000000" + "15" + V4.substring(10))).isEmpty();
    }

    private static Optional<Ip> read(String hex) {
        var datagram = ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
        return AddressDecoder.decode(datagram, 0, datagram.getInt(0));
    }
}
