/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.knownissue.KnownIssue;
import io.flowmend.streams.knownissue.KnownIssue.Verdict;
import io.flowmend.streams.knownissue.KnownIssues;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Forms of the conflict, with their words. */
enum Conflict {
    IMMINENT(
            "imminent",
            Severity.WARNING,
            "Remove the stale remote endpoint by its id, and only while the flag of a remote one is set: by address it would"
                    + " hit the pod's own. Restart kube-proxy only after that."),
    HAPPENED(
            "local-lost",
            Severity.CRITICAL,
            "Delete the pod: restarting its container keeps the broken sandbox. Look first whether a stale remote endpoint"
                    + " has the address still, and remove that by id, or the next pod is hit too."),
    STALE_ONLY(
            "stale-only",
            Severity.WARNING,
            "Remove the remote endpoint by its id, and only while the flag of a remote one is set and no slice lists its address"
                    + " again: by address it would hit the next pod's own."),
    TWO_OWNERS(
            "two-owners",
            Severity.CRITICAL,
            "Two live pods have one address: delete the younger one, and see how the network plugin's address pool came to"
                    + " give it out twice.");

    private static final int VERSION = 1;
    private final String words;
    private final Severity severity;
    private final String advice;

    Conflict(String words, Severity severity, String advice) {
        this.words = words;
        this.severity = severity;
        this.advice = advice;
    }

    /**
     * @param opened record that opened it
     * @param proven nothing else can be meant
     * @param versions what the version of kube-proxy says, or empty
     */
    Finding open(
            Subject subject,
            RecordRef opened,
            Instant since,
            Instant now,
            boolean proven,
            BlastRadius blast,
            String summary,
            List<Evidence> lines,
            String versions) {
        return new Finding(
                IpConflictRule.NAME,
                VERSION,
                subject,
                words + " " + opened.origin(),
                words,
                summary,
                advice + versions,
                proven ? Confidence.CERTAIN : Confidence.LIKELY,
                severity,
                false,
                blast,
                Optional.empty(),
                false,
                since,
                now,
                List.of(new Transition(FindingState.OPEN, now, summary)),
                lines);
    }

    /** Which issues a node's kube-proxy has, as the end of an advice. */
    static String versions(Optional<String> version) {
        var issues = Stream.of(
                        KnownIssues.PROXY_LOCAL_DELETED,
                        KnownIssues.PROXY_STALE_REMOTE,
                        KnownIssues.PROXY_REUSE_ELSEWHERE)
                .filter(issue -> issue.verdict(version) != Verdict.NOT_AFFECTED)
                .map(KnownIssue::citation)
                .collect(Collectors.joining("; "));
        var who = version.map(text -> " kube-proxy " + text).orElse(" kube-proxy, whose version is not known,");
        return issues.isEmpty()
                ? who + " has the fixes that are known; see microsoft/Windows-Containers #631, which is open."
                : who + " may have: " + issues + ".";
    }
}
