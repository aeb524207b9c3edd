/* Licensed under Apache-2.0. */
package io.flowmend.streams.knownissue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One issue of a component.
 *
 * @param from first affected version
 * @param fixes first fixed version of each line that has the fix
 * @param upstream where it is told of
 */
public record KnownIssue(String id, String component, Version from, List<Fix> fixes, String upstream, String what) {

    /**
     * A line with the fix.
     *
     * @param named false: the line has it, at a patch nobody named
     */
    public record Fix(Version version, boolean named) {}

    /** What a version is to the issue. */
    public enum Verdict {
        AFFECTED,
        NOT_AFFECTED,
        UNKNOWN
    }

    public KnownIssue {
        fixes = List.copyOf(fixes);
    }

    /** @param version as the component tells it; empty if it does not */
    public Verdict verdict(Optional<String> version) {
        return version.flatMap(Version::of).map(this::verdict).orElse(Verdict.UNKNOWN);
    }

    Verdict verdict(Version version) {
        if (version.compareTo(from) < 0) {
            return Verdict.NOT_AFFECTED;
        }
        for (var fix : fixes) {
            if (fix.version().isOfLine(version)) {
                return fix.named()
                        ? version.compareTo(fix.version()) >= 0 ? Verdict.NOT_AFFECTED : Verdict.AFFECTED
                        : Verdict.UNKNOWN;
            }
        }
        var newest = fixes.stream().map(Fix::version).max(Version::compareTo);
        return newest.filter(last -> version.compareTo(last) > 0).isPresent() ? Verdict.NOT_AFFECTED : Verdict.AFFECTED;
    }

    /** For people: {@code fixed in 1.31.9, 1.32.5}, or that it is open. */
    public String fixedIn() {
        return fixes.isEmpty()
                ? "open"
                : "fixed in "
                        + fixes.stream()
                                .map(fix -> fix.named()
                                        ? fix.version().text()
                                        : "a later patch of "
                                                + fix.version().major() + "."
                                                + fix.version().minor())
                                .collect(Collectors.joining(", "));
    }

    /** {@code projectcalico/calico #10199 (fixed in 3.31.0)}. */
    public String citation() {
        return upstream + " (" + fixedIn() + ")";
    }
}
