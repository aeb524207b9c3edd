/* Licensed under Apache-2.0. */
package io.flowmend.streams.knownissue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.streams.knownissue.KnownIssue.Verdict;
import java.util.List;
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
    void aRowIsReadColumnByColumn() {
        var issues = KnownIssues.parse("# id | component | from | fixes\n\n"
                + " a | calico | v1.2.0 | 1.3.4 1.4.? | #1 | what \n b | felix | 2.0.0 | | #2 | else");
        assertThat(issues.byId()).hasSize(2);
        assertThat(issues.get("a"))
                .isEqualTo(new KnownIssue(
                        "a",
                        "calico",
                        new Version(1, 2, 0),
                        List.of(
                                new KnownIssue.Fix(new Version(1, 3, 4), true),
                                new KnownIssue.Fix(new Version(1, 4, 0), false)),
                        "#1",
                        "what"));
        assertThat(issues.get("a").citation()).isEqualTo("#1 (fixed in 1.3.4, a later patch of 1.4)");
        assertThat(issues.get("b").citation()).isEqualTo("#2 (open)");
    }

    @Test
    void theFirstAffectedVersionIsAffected() {
        var issue = KnownIssues.parse("a | calico | 1.2.0 | 1.3.4 | #1 | what").get("a");
        assertThat(issue.verdict(Optional.of("1.1.9"))).isEqualTo(Verdict.NOT_AFFECTED);
        assertThat(issue.verdict(Optional.of("1.2.0"))).isEqualTo(Verdict.AFFECTED);
    }

    @Test
    void oneIdIsOneRow() {
        assertThatThrownBy(() -> KnownIssues.parse("a | b | 1.0.0 | | #1 | x\na | b | 1.0.0 | | #1 | x"))
                .hasMessage("known issue 'a' is there twice");
    }

    @Test
    void aRowThatIsNotWellFormedIsNamed() {
        assertThatThrownBy(() -> KnownIssues.parse("a | b | 1.0.0"))
                .hasMessage("row has 3 columns of 6: a | b | 1.0.0");
        assertThatThrownBy(() -> KnownIssues.parse("a | b | soon | | #1 | x"))
                .hasMessageStartingWith("'soon' is no version");
    }
}
