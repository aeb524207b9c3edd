/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherTranslatorsTest {

    private static final ServiceAddress V4 = new ServiceAddress(Ip.parse("203.0.113.7"), 162, ServiceAddress.UDP);
    private static final ServiceAddress V6 = new ServiceAddress(Ip.parse("2001:db8::7"), 162, ServiceAddress.UDP);
    private static final NatAnswer ANSWER = new NatAnswer.NoRule();

    @TempDir
    private Path network;

    @Test
    void withoutOthersTheAnswerStands() throws IOException {
        Files.writeString(network.resolve("ip_tables_names"), "filter\nmangle\n");
        Files.writeString(network.resolve("ip_vs"), """
                IP Virtual Server version 1.2.1 (size=4096)
                Prot LocalAddress:Port Scheduler Flags
                  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
                """);
        assertThat(new OtherTranslators(network).correct(V4, ANSWER)).isEqualTo(ANSWER);
        assertThat(new OtherTranslators(network.resolve("absent")).correct(V4, ANSWER))
                .isEqualTo(ANSWER);
    }

    @Test
    void rulesOfIptablesLegacyMakeTheirFamilyUnknown() throws IOException {
        Files.writeString(network.resolve("ip_tables_names"), "filter\nnat\n");
        assertThat(new OtherTranslators(network).correct(V4, ANSWER)).isInstanceOf(NatAnswer.NotUnderstood.class);
        assertThat(new OtherTranslators(network).correct(V6, ANSWER)).isEqualTo(ANSWER);
    }

    @Test
    void servicesOfIpvsMakeEveryAnswerUnknown() throws IOException {
        Files.writeString(network.resolve("ip_vs"), "TCP  C0A80016:0CEA wlc\n  -> C0A80216:0CEA Tunnel  100\n");
        assertThat(new OtherTranslators(network).correct(V6, ANSWER)).isInstanceOf(NatAnswer.NotUnderstood.class);
    }

    @Test
    void whatCannotBeReadMakesTheAnswerUnknown() throws IOException {
        Files.createDirectory(network.resolve("ip_tables_names"));
        assertThat(new OtherTranslators(network).correct(V4, ANSWER)).isInstanceOf(NatAnswer.NotUnderstood.class);
    }
}
