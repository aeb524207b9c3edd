/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.netlink.NetworkNamespaces;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.kernel.support.Namespace;
import io.flowmend.kernel.support.Shell;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which rights the hands need: a process that has only those named is asked what it can do. */
class RightsIT {

    private Namespace node;
    private Namespace pod;

    @BeforeEach
    void open() {
        Kernel.required();
        node = Namespace.make();
        pod = Namespace.make();
    }

    @AfterEach
    void close() {
        if (node != null) {
            pod.close();
            node.close();
        }
    }

    @Test
    void onTheNodeItselfTheRightOfTheNetworkIsEnoughButNotToEnterAPod() {
        var said = Shell.run("ip", "netns", "exec", node.name(), "sh", "-c", probe("+net_admin", "own"));
        assertThat(said).contains("nat NoRule").contains("refused entering namespace");
    }

    @Test
    void withTheRightToEnterNamespacesEverythingIsDone() {
        var said =
                Shell.run("sh", "-c", probe("+net_admin,+sys_admin", node.path().toString()));
        assertThat(said).contains("nat NoRule").contains("socket Optional.empty");
    }

    @Test
    void withoutTheRightOfTheNetworkTheHandsDoNotOpen() {
        var said = Shell.run("sh", "-c", probe("+sys_admin", node.path().toString()));
        assertThat(said).contains("refused").contains("EPERM").doesNotContain("nat ");
    }

    private String probe(String rights, String where) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "setpriv --inh-caps=-all,%1$s --bounding-set=-all,%1$s %2$s -Xmx64m --enable-native-access=ALL-UNNAMED -cp %3$s %4$s %5$s %6$d"
                .formatted(
                        rights,
                        java,
                        System.getProperty("java.class.path"),
                        RightsProbe.class.getName(),
                        where,
                        pod.entry().call(NetworkNamespaces::current));
    }
}
