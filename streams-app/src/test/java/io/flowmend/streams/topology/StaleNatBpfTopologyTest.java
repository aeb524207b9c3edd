/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static io.flowmend.streams.topology.World.NODE;
import static io.flowmend.streams.topology.World.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.schemas.finding.Evidence;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.telemetry.BpfEntrySeen;
import io.flowmend.schemas.telemetry.BpfEntryType;
import io.flowmend.schemas.telemetry.BpfNatRow;
import io.flowmend.schemas.telemetry.FlowKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The eBPF form through the whole topology. The node does not tell its Calico's version: it is given two scans. */
class StaleNatBpfTopologyTest extends WorldCase {

    private void dump(double at, BpfEntryType type) {
        world.sees(
                at,
                FlowKind.SEEN,
                flow -> flow.setConntrackId(0)
                        .setTimeoutSeconds(null)
                        .setEndOfLife(null)
                        .setBpf(BpfEntrySeen.newBuilder()
                                .setType(type)
                                .setFlags(0)
                                .setActiveAgoMicros(100_000)
                                .setMapVersion(4)
                                .build()));
    }

    private void frontend(double at) {
        world.sees(
                at,
                FlowKind.SEEN,
                flow -> flow.setBpfNat(BpfNatRow.newBuilder()
                        .setId(3)
                        .setCount(1)
                        .setLocal(0)
                        .setBackends(List.of("10.244.1.5:162"))
                        .build()));
    }

    @Test
    void anEntryOfTypeNormalIsFoundAndItsHealingSeen() {
        // Given
        world.service(1, service -> {});
        dump(2, BpfEntryType.NORMAL);
        world.known(3);
        world.slice(6, true, NODE);
        frontend(7);
        dump(31.1, BpfEntryType.NORMAL);
        world.known(31.15);
        assertThat(driver.findings()).isEmpty();
        // When
        dump(31.2, BpfEntryType.NORMAL);
        world.known(32);
        dump(40, BpfEntryType.NAT_FORWARD);
        world.known(41);
        // Then
        var findings = driver.findings();
        assertThat(findings)
                .extracting(finding -> finding.getState())
                .containsExactly(FindingState.OPEN, FindingState.HEALED_BY_OTHERS);
        var open = findings.getFirst();
        assertThat(open.getCauseClass()).isEqualTo("ebpf-entry-older-than-backend");
        assertThat(open.getSubject().getFlow()).isEqualTo("10.1.0.2:5000 -> 203.0.113.7:162/udp");
        assertThat(open.getBrokenAt()).isEqualTo(at(6));
        assertThat(open.getDetectedAt()).isEqualTo(at(31.2));
        assertThat(open.getEvidence())
                .extracting(Evidence::getTopic)
                .containsExactly(
                        "flowmend.node.flows",
                        "flowmend.node.flows",
                        "flowmend.node.flows",
                        "flowmend.k8s.services",
                        "flowmend.k8s.endpointslices",
                        "flowmend.node.status");
        assertThat(driver.commands()).isEmpty();
        assertThat(driver.deadLetters()).isEmpty();
    }
}
