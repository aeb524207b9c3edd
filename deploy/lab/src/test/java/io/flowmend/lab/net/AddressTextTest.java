/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "2001:db8::7",
                "fd44:0:0:1::2",
                "::",
                "::1",
                "fd00::",
                "1:2:3:4:5:6:7:8",
                "1:0:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:0",
                "2001:db8::1:0:0:1",
                "10:20::30:0",
                "fd00:10:96::a00"
            })
    void anAddressInItsShortFormStaysAsItIs(String text) {
        assertThat(AddressText.of(InetAddress.ofLiteral(text))).isEqualTo(text);
    }
}
