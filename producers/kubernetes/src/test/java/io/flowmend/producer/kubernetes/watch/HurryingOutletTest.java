/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.flowmend.producer.kubernetes.change.Ending;
import io.flowmend.producer.kubernetes.change.Facts;
import io.flowmend.producer.kubernetes.change.PodFacts;
import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.producer.kubernetes.read.PodReader;
import io.flowmend.producer.kubernetes.read.SliceReader;
import io.flowmend.producer.kubernetes.support.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HurryingOutletTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Ending ending(Facts facts, List<String> changed, boolean deleted) {
        return HurryingOutlet.ending(new Publication.State(facts, "1", NOW, changed, deleted, false));
    }

    @Test
    void anEndpointThatIsNotReadyAnyMoreBeginsAnEndAndAReadyOneDoesNot() {
        assertThat(ending(SliceReader.read(Samples.slice("snmp", false)), List.of("endpoints"), false))
                .isEqualTo(Ending.BEGUN);
        assertThat(ending(SliceReader.read(Samples.slice("snmp", true)), List.of("endpoints"), false))
                .isEqualTo(Ending.NONE);
        assertThat(ending(SliceReader.read(Samples.slice("snmp", false)), List.of("labels"), false))
                .isEqualTo(Ending.NONE);
        assertThat(ending(SliceReader.read(Samples.slice("snmp", true)), List.of(), true))
                .isEqualTo(Ending.BEGUN);
    }

    @Test
    void aPodsAddressesLoseTheirOwnerWhenItIsDeletedOrFinishedOrItsNetworkWasRemoved() {
        assertThat(ending(pod("Running", false, Map.of()), List.of("labels"), false))
                .isEqualTo(Ending.NONE);
        assertThat(ending(pod("Running", true, Map.of()), List.of("deletionTimestamp"), false))
                .isEqualTo(Ending.BEGUN);
        assertThat(ending(pod("Running", true, Map.of()), List.of(), true)).isEqualTo(Ending.OWNER_GONE);
        assertThat(ending(pod("Succeeded", false, Map.of()), List.of("phase"), false))
                .isEqualTo(Ending.OWNER_GONE);
        var emptied = Map.of("cni.projectcalico.org/podIP", "");
        assertThat(ending(pod("Running", true, emptied), List.of("annotations"), false))
                .isEqualTo(Ending.OWNER_GONE);
        assertThat(ending(pod("Running", false, emptied), List.of("annotations"), false))
                .as("not yet written")
                .isEqualTo(Ending.NONE);
    }

    private static PodFacts pod(String phase, boolean terminating, Map<String, String> annotations) {
        return PodReader.read(new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .withNamespace("default")
                .withUid("u")
                .withCreationTimestamp(NOW.toString())
                .withDeletionTimestamp(terminating ? NOW.toString() : null)
                .withAnnotations(annotations)
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build());
    }
}
