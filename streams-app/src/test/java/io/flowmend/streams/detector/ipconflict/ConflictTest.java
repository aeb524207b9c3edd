/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the version of a node's kube-proxy adds to an advice (field guide, section 3.1). */
class ConflictTest {

    @Test
    void onlyTheIssuesThatAVersionMayHaveAreCited() {
        assertThat(Conflict.versions(Optional.of("v1.34.9")))
                .contains("kube-proxy v1.34.9 may have: ")
                .contains("#138000")
                .doesNotContain("#130963");
    }

    @Test
    void aVersionWithAllFixesLeavesWhatIsOpen() {
        assertThat(Conflict.versions(Optional.of("v1.37.0")))
                .isEqualTo(" kube-proxy v1.37.0 has the fixes that are known; see microsoft/Windows-Containers #631,"
                        + " which is open.");
    }

    @Test
    void aVersionThatIsNotKnownMayHaveAll() {
        assertThat(Conflict.versions(Optional.empty()))
                .startsWith(" kube-proxy, whose version is not known, may have: ")
                .contains("#130963")
                .contains("#135144")
                .contains("#138000");
    }
}
