/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All owners of one address that are remembered, each uid's last interval. */
public record Owners(List<Owner> all) {

    private static final Comparator<Owner> ORDER =
            Comparator.comparing(Owner::from).thenComparing(Owner::uid);

    public static final Owners NONE = new Owners(List.of());

    public Owners {
        all = all.stream().sorted(ORDER).toList();
    }

    public Owners with(Owner owner) {
        var next = new ArrayList<>(without(owner.origin()).all);
        next.add(owner);
        return new Owners(next);
    }

    /** Forgets one. */
    public Owners without(String origin) {
        return new Owners(
                all.stream().filter(owner -> !owner.origin().equals(origin)).toList());
    }

    /** Who owned it then, in the order in which they came; more than one is a fault of its own. */
    public List<Owner> at(Instant time) {
        return all.stream().filter(owner -> owner.has(time)).toList();
    }

    /** The last that came, of those who owned it then. */
    public Optional<Owner> ownerAt(Instant time) {
        var owners = at(time);
        return owners.isEmpty() ? Optional.empty() : Optional.of(owners.getLast());
    }

    /** Those who had let go of it by then, the last to do so first. */
    public List<Owner> formerAt(Instant time) {
        return all.stream()
                .filter(owner ->
                        owner.until().filter(end -> !end.at().isAfter(time)).isPresent())
                .sorted(Comparator.comparing(
                                (Owner owner) -> owner.until().orElseThrow().at())
                        .thenComparing(ORDER)
                        .reversed())
                .toList();
    }
}
