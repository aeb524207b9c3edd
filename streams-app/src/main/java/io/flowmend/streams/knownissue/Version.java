/* Licensed under Apache-2.0. */
package io.flowmend.streams.knownissue;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** A component's version, without what follows the third number. */
public record Version(int major, int minor, int patch) implements Comparable<Version> {

    private static final Pattern FORM = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(?:[-+.].*)?");
    private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::patch);

    /** {@code v1.31.9-eks-1a2b} is 1.31.9; what has no three numbers is none. */
    public static Optional<Version> of(String text) {
        var match = FORM.matcher(text.strip());
        return match.matches()
                ? Optional.of(new Version(
                        Integer.parseInt(match.group(1)),
                        Integer.parseInt(match.group(2)),
                        Integer.parseInt(match.group(3))))
                : Optional.empty();
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    boolean isOfLine(Version other) {
        return major == other.major && minor == other.minor;
    }

    /** {@code 1.31.9}. */
    public String text() {
        return major + "." + minor + "." + patch;
    }
}
