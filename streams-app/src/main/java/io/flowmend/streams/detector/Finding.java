/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A fault that a rule saw.
 *
 * @param epoch origin of the record that opened it: the same flow broken again tomorrow is another finding
 * @param brokenAt from here on the flow should have worked
 * @param detectedAt event time at which the proof was complete
 * @param misdelivery a pod that nobody meant receives the packets
 * @param remedy what would mend it now; empty while the rule waits for somebody else to heal it, or if there is only advice
 * @param eager opened on arrival, to act at once, and not settled in order
 * @param transitions its life so far, the first is {@link FindingState#OPEN}
 */
public record Finding(
        String rule,
        int ruleVersion,
        Subject subject,
        String epoch,
        String causeClass,
        String summary,
        String advice,
        Confidence confidence,
        Severity severity,
        boolean misdelivery,
        BlastRadius blast,
        Optional<Remedy> remedy,
        boolean eager,
        Instant brokenAt,
        Instant detectedAt,
        List<Transition> transitions,
        List<Evidence> evidence) {

    private static final int ID_BYTES = 8;

    public Finding {
        transitions = List.copyOf(transitions);
        evidence = List.copyOf(evidence);
        if (transitions.isEmpty()) {
            throw new IllegalArgumentException("transitions is empty; a finding begins with OPEN");
        }
    }

    /** Deterministic: rule, subject and epoch, so that a replay or a restart never raises it twice. */
    public String id() {
        var text = String.join("\n", rule, subject.text(), epoch);
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return rule + "-" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** What is at fault, whichever record opened it: the same for all findings of one rule and subject. */
    public String fault() {
        return rule + "\n" + subject.text();
    }

    public Transition last() {
        return transitions.getLast();
    }

    public Optional<Instant> endedAt() {
        return last().state().isEnd() ? Optional.of(last().at()) : Optional.empty();
    }

    /** The same finding, one step on, with what proves the step. */
    public Finding then(Transition transition, List<Evidence> more) {
        var steps = new ArrayList<>(transitions);
        steps.add(transition);
        var lines = new ArrayList<>(evidence);
        lines.addAll(more);
        return with(remedy, steps, lines);
    }

    /** The same finding with another remedy, or none. */
    public Finding mendedBy(Optional<Remedy> another) {
        return with(another, transitions, evidence);
    }

    /** The same finding with the life that the planner gives it, under the epoch by which it was published first. */
    public Finding lived(String firstEpoch, List<Transition> steps, List<Evidence> lines) {
        return new Finding(
                rule,
                ruleVersion,
                subject,
                firstEpoch,
                causeClass,
                summary,
                advice,
                confidence,
                severity,
                misdelivery,
                blast,
                remedy,
                eager,
                brokenAt,
                detectedAt,
                steps,
                lines);
    }

    /** The same finding, opened on arrival and not settled in order. */
    public Finding onArrival() {
        return new Finding(
                rule,
                ruleVersion,
                subject,
                epoch,
                causeClass,
                summary,
                advice,
                confidence,
                severity,
                misdelivery,
                blast,
                remedy,
                true,
                brokenAt,
                detectedAt,
                transitions,
                evidence);
    }

    private Finding with(Optional<Remedy> another, List<Transition> steps, List<Evidence> lines) {
        return new Finding(
                rule,
                ruleVersion,
                subject,
                epoch,
                causeClass,
                summary,
                advice,
                confidence,
                severity,
                misdelivery,
                blast,
                another,
                eager,
                brokenAt,
                detectedAt,
                steps,
                lines);
    }
}
