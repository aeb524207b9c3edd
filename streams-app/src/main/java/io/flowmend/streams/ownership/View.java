/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the API says of one address: who owns and owned it, and which services have and had it as a backend. */
public record View(Owners owners, List<Backend> backends) {

    public static final View NOTHING = new View(Owners.NONE, List.of());

    public View {
        backends = backends.stream()
                .sorted(Comparator.comparing(Backend::service).thenComparing(Backend::origin))
                .toList();
    }

    public View with(Owner owner) {
        return new View(owners.with(owner), backends);
    }

    public View with(Backend backend) {
        var next = new ArrayList<>(without(backend.origin()).backends);
        next.add(backend);
        return new View(owners, next);
    }

    /** Forgets what one origin said. */
    public View without(String origin) {
        return new View(
                owners.without(origin),
                backends.stream().filter(each -> !each.origin().equals(origin)).toList());
    }
}
