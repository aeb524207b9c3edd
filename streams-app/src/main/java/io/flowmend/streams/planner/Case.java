/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Evidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A finding and all that was decided of it.
 *
 * @param finding as published: the rule's steps with ours between them
 * @param ruled how many of its steps are the rule's
 * @param ownLines how many of its evidence lines, the last, are ours
 * @param settled told in order; false while only an eager one is known
 * @param alarmed it was counted as actionable
 * @param attempts commands so far
 * @param missed how many of them, for the present targets, came to nothing
 * @param mended a result says so of the present targets
 * @param ports netlink ports from which executors acted on it
 */
public record Case(
        Finding finding,
        int ruled,
        int ownLines,
        boolean settled,
        boolean alarmed,
        Answer answer,
        int attempts,
        int missed,
        boolean mended,
        Set<Long> ports,
        Optional<Sent> sent,
        Optional<Said> said) {

    /** A person's word. */
    public enum Answer {
        NONE,
        APPROVED,
        DENIED
    }

    public Case {
        ports = Set.copyOf(ports);
    }

    static Case of(Finding finding) {
        return new Case(
                finding,
                finding.transitions().size(),
                0,
                !finding.eager(),
                false,
                Answer.NONE,
                0,
                0,
                false,
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    public String id() {
        return finding.id();
    }

    boolean isEnded() {
        return finding.last().state().isEnd();
    }

    boolean isInFlight() {
        return sent.filter(last -> last.fate() == Sent.Fate.PENDING).isPresent();
    }

    /** Its id, for words. */
    String lastCommand() {
        return sent.map(Sent::id).orElse("a command");
    }

    /** The rule has told the finding anew. Steps that it adds to an ended life are not taken: the end stands. */
    Case told(Finding now) {
        var steps = new ArrayList<>(finding.transitions());
        var added = now.transitions()
                .subList(
                        Math.min(ruled, now.transitions().size()),
                        now.transitions().size());
        if (!isEnded()) {
            steps.addAll(added);
        }
        var lines = new ArrayList<>(now.evidence());
        lines.addAll(own());
        return change(
                now.lived(finding.epoch(), steps, lines),
                Math.max(ruled, now.transitions().size()),
                ownLines,
                true);
    }

    private List<Evidence> own() {
        var lines = finding.evidence();
        return lines.subList(lines.size() - ownLines, lines.size());
    }

    /** A step of ours, with the lines that prove it. */
    Case then(Transition step, List<Evidence> lines) {
        return change(finding.then(step, lines), ruled, ownLines + lines.size(), settled);
    }

    /** Our word on the rule's last step, which nobody has read yet. */
    Case instead(Transition step) {
        var steps = new ArrayList<>(finding.transitions());
        steps.set(steps.size() - 1, step);
        return change(finding.lived(finding.epoch(), steps, finding.evidence()), ruled, ownLines, settled);
    }

    Case alarm() {
        return new Case(finding, ruled, ownLines, settled, true, answer, attempts, missed, mended, ports, sent, said);
    }

    Case answered(Answer word) {
        return new Case(finding, ruled, ownLines, settled, alarmed, word, attempts, missed, mended, ports, sent, said);
    }

    Case sent(Sent next, boolean sameTargets) {
        return new Case(
                finding,
                ruled,
                ownLines,
                settled,
                alarmed,
                answer,
                attempts + 1,
                sameTargets ? missed : 0,
                sameTargets && mended,
                ports,
                Optional.of(next),
                said);
    }

    Case fate(Sent.Fate fate) {
        return new Case(
                finding,
                ruled,
                ownLines,
                settled,
                alarmed,
                answer,
                attempts,
                fate == Sent.Fate.MISSED ? missed + 1 : missed,
                mended,
                ports,
                sent.map(last -> last.with(fate)),
                said);
    }

    Case heard(Result result) {
        var all = new TreeSet<>(ports);
        all.addAll(result.netlinkPorts());
        return new Case(
                finding,
                ruled,
                ownLines,
                settled,
                alarmed,
                answer,
                attempts,
                missed,
                mended || (result.outcome() == Result.Outcome.MENDED && isOfPresentTargets(result)),
                all,
                sent,
                said);
    }

    /** An earlier attempt that was repeated had the same targets. */
    private boolean isOfPresentTargets(Result result) {
        return missed > 0
                || sent.filter(last -> last.id().equals(result.commandId())).isPresent();
    }

    Case saying(Said words) {
        return new Case(
                finding,
                ruled,
                ownLines,
                settled,
                alarmed,
                answer,
                attempts,
                missed,
                mended,
                ports,
                sent,
                Optional.of(words));
    }

    private Case change(Finding next, int steps, int lines, boolean inOrder) {
        return new Case(next, steps, lines, inOrder, alarmed, answer, attempts, missed, mended, ports, sent, said);
    }
}
