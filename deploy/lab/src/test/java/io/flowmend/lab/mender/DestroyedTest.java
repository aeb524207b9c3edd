/* Licensed under Apache-2.0. */
package io.flowmend.lab.mender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DestroyedTest {

    private static final String EXPIRED =
            "[DESTROY] ipv4     2 udp      17 29 src=10.1.1.2 dst=10.96.16.4 sport=20006 dport=514 [UNREPLIED]"
                    + " src=10.244.64.8 dst=10.1.1.2 sport=1162 dport=20006 id=3624638973";

    @Test
    void whatExpiredHasNoAuthor() {
        assertThat(Destroyed.parse(EXPIRED)).isEmpty();
    }

    @Test
    void theAuthorsPortAndNameAreRead() {
        assertThat(Destroyed.parse(EXPIRED + " [USERSPACE] portid=4203 progname=kube-proxy"))
                .hasValueSatisfying(entry -> {
                    assertThat(entry.port()).isEqualTo(4203);
                    assertThat(entry.program()).contains("kube-proxy");
                    assertThat(entry.flow()).hasToString("10.1.1.2:20006 -> 10.96.16.4:514/udp");
                });
    }

    @Test
    void oneThatHadNoTimeLeftIsReadToo() {
        var line = EXPIRED.replace(" 29 ", " ") + " [USERSPACE] portid=4203";
        assertThat(Destroyed.parse(line)).isPresent();
    }

    @Test
    void aPortAboveTheSignedRangeIsRead() {
        assertThat(Destroyed.parse(EXPIRED + " [USERSPACE] portid=3654379605"))
                .hasValueSatisfying(entry -> assertThat(entry.port()).isEqualTo(3654379605L));
    }
}
