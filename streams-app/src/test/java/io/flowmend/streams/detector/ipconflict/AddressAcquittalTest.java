/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import static io.flowmend.streams.node.NodeBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.detector.Harmless;
import org.junit.jupiter.api.Test;

/** What a person is told who asks why nothing was found of a pod whose address came near. */
class AddressAcquittalTest extends NodeCase {

    private String last() {
        return bench.harmless().getLast().reason();
    }

    @Test
    void aRemoteEndpointThatIsYoungerThanASync() {
        bench.saw(here("remote-1", true, IP, 2)).said(with(bench.pod(3), pod -> pod.phase("Pending")));
        assertThat(bench.harmless()).singleElement().satisfies(harmless -> {
            assertThat(harmless.rule()).isEqualTo("ipconflict");
            assertThat(harmless.subject().podUid()).contains("uid-1");
            assertThat(harmless.subject().address()).isEqualTo(IP);
            assertThat(harmless.reason())
                    .isEqualTo("a remote endpoint has its address, but for less than a sync, or the node is not known");
        });
    }

    @Test
    void aPodThatHasOnlyJustBegunToRun() {
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5)).said(bench.pod(3));
        assertThat(last()).isEqualTo("it has not been without an endpoint for long enough, or the node is not known");
    }

    @Test
    void nothingOfAPodThatDoesNotRunYet() {
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        bench.said(with(bench.pod(3), pod -> pod.phase("Pending"))).until(60);
        assertThat(bench.harmless()).isEmpty();
    }

    @Test
    void anHnsOfWhichNothingWasReadYet() {
        bench.saw(gone("other", 1)).saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        bench.said(bench.pod(3)).until(60);
        assertThat(last()).isEqualTo("HNS has no endpoint at all: it was restarted, or nothing was read yet");
    }

    @Test
    void anEndpointThatWentWithAllOthers() {
        // Given
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5));
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1));
        // When
        bench.saw(gone("local-1", 20)).saw(gone("other", 20.01)).until(60);
        // Then
        assertThat(last()).isEqualTo("its endpoint went with all others of the node: HNS was restarted");
    }

    @Test
    void aPodThatEndsTogetherWithARemoteEndpointOfItsAddress() {
        bench.saw(here("remote-1", true, IP, 2)).said(bench.pod(3));
        bench.said(with(bench.pod(4), pod -> pod.ended("it has finished")));
        assertThat(last()).isEqualTo("it has ended or is being deleted: what goes, goes with it");
    }

    @Test
    void aPodThatIsDeletedOnAFormerRemoteAddress() {
        bench.saw(here("remote-1", true, IP, 2)).saw(gone("remote-1", 2.5)).said(bench.pod(3));
        bench.said(with(bench.pod(4), pod -> pod.deleting()));
        assertThat(last()).isEqualTo("it has ended or is being deleted: what goes, goes with it");
    }

    @Test
    void nothingOfAPodThatEndsAndNeverHadARemoteEndpointsAddress() {
        bench.said(bench.pod(3)).saw(here("local-1", false, IP, 3.1));
        bench.said(with(bench.pod(4), pod -> pod.ended("it has finished")));
        assertThat(bench.harmless()).extracting(Harmless::reason).isEmpty();
    }
}
