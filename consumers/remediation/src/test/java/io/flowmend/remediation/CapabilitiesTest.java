/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.remediation.order.Task;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

    private static final Set<String> BOTH = Set.of(Task.DESTROY_SOCKETS, Task.DELETE_CONNTRACK_ENTRIES);

    @Test
    void eachActionSaysWhatItNeedsAndWhetherItIsThere() {
        // CAP_NET_ADMIN is bit 12, CAP_SYS_PTRACE 19, CAP_SYS_ADMIN 21
        assertThat(said("0000000000201000", BOTH))
                .containsExactly(
                        "true delete-conntrack-entries needs CAP_NET_ADMIN, has it",
                        "true destroy-sockets needs CAP_NET_ADMIN, has it",
                        "true destroy-sockets needs CAP_SYS_ADMIN, has it",
                        "false destroy-sockets needs CAP_SYS_PTRACE, lacks it: sockets of network namespaces without a"
                                + " name under /run/netns are not found");
    }

    @Test
    void anActionThatIsNotAllowedNeedsNothing() {
        assertThat(said("0000000000280000", Set.of(Task.DELETE_CONNTRACK_ENTRIES)))
                .containsExactly("false delete-conntrack-entries needs CAP_NET_ADMIN, lacks it: every read and act will"
                        + " be refused");
    }

    @Test
    void everyRightIsThereIfAllBitsAre() {
        assertThat(said("ffffffffffffffff", BOTH)).hasSize(4).allMatch(need -> need.startsWith("true "));
    }

    @Test
    void withoutTheFieldNoRightIsThere() {
        assertThat(Capabilities.of("Name:\tjava\n")).isEqualTo(new Capabilities(0));
    }

    private static Stream<String> said(String effective, Set<String> actions) {
        var status =
                "Name:\tjava\nCapInh:\t0000000000000000\nCapPrm:\t000001ffffffffff\nCapEff:\t%s\nCapBnd:\t000001ffffffffff\n"
                        .formatted(effective);
        return Capabilities.of(status).needs(actions).stream().map(need -> need.has() + " " + need.words());
    }
}
