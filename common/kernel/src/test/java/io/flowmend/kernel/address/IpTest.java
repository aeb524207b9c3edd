/* Licensed under Apache-2.0. */
package io.flowmend.kernel.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    })
    void anAddressIsWrittenAsKubernetesWritesIt(String literal, String written) {
        var ip = Ip.parse(literal);
        assertThat(ip).hasToString(written);
        assertThat(Ip.parse(written)).isEqualTo(ip);
        assertThat(Ip.of(ip.octets())).isEqualTo(ip);
    }

    @Test
    void aNameIsNotLookedUp() {
        assertThatThrownBy(() -> Ip.parse("localhost")).isInstanceOf(IllegalArgumentException.class);
    }
}
