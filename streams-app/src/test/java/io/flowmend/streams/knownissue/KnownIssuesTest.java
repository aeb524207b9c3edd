/* Licensed under Apache-2.0. */
package io.flowmend.streams.knownissue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.streams.knownissue.KnownIssue.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownIssuesTest {

    @ParameterizedTest
    @CsvSource({
        "calico-windows-label-reset, v3.30.7, AFFECTED",
        "calico-windows-label-reset, v3.31.0, NOT_AFFECTED",
        "calico-windows-label-reset, v3.32.1, NOT_AFFECTED",
        "calico-windows-label-reset, 3.15.9, NOT_AFFECTED",
        "kube-proxy-windows-local-deleted, v1.30.14, NOT_AFFECTED",
        "kube-proxy-windows-local-deleted, v1.31.8, AFFECTED",
        "kube-proxy-windows-local-deleted, v1.31.9-eks-1a2b, NOT_AFFECTED",
        "kube-proxy-windows-local-deleted, v1.32.4, AFFECTED",
        "kube-proxy-windows-local-deleted, v1.33.1, NOT_AFFECTED",
        "kube-proxy-windows-local-deleted, v1.36.0, NOT_AFFECTED",
        "kube-proxy-windows-stale-remote, v1.31.14, AFFECTED",
        "kube-proxy-windows-stale-remote, v1.32.10, NOT_AFFECTED",
        "kube-proxy-windows-stale-remote, v1.33.4, UNKNOWN",
        "kube-proxy-windows-stale-remote, v1.35.0, NOT_AFFECTED",
        "kube-proxy-windows-reuse-elsewhere, v1.35.4, AFFECTED",
        "kube-proxy-windows-reuse-elsewhere, v1.36.1, NOT_AFFECTED",
        "calico-typha-stale, v3.32.1, AFFECTED",
        "calico-windows-label-reset, master, UNKNOWN"
    })
    void aVersionIsJudgedByItsLine(String id, String version, Verdict verdict) {
        assertThat(KnownIssues.all().get(id).verdict(Optional.of(version))).isEqualTo(verdict);
    }

    @Test
    void aComponentThatDoesNotTellIsUnknown() {
        assertThat(KnownIssues.CALICO_LABEL_RESET.verdict(Optional.empty())).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void everyRowNamesItsSource() {
        assertThat(KnownIssues.all().byId().values())
                .hasSizeGreaterThan(5)
                .allSatisfy(issue -> assertThat(issue.upstream()).contains("#"));
    }

    @Test
    void aRowThatIsNotWellFormedIsNamed() {
        assertThatThrownBy(() -> KnownIssues.parse("a | b | 1.0.0"))
                .hasMessage("row has 3 columns of 6: a | b | 1.0.0");
        assertThatThrownBy(() -> KnownIssues.parse("a | b | soon | | #1 | x"))
                .hasMessageStartingWith("'soon' is no version");
    }
}
