/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import java.util.List;
import java.util.Optional;

/** What a rule keeps of one node: cases by kind and name. */
public interface Book {

    Optional<StoredCase> get(String kind, String name);

    void put(String kind, String name, StoredCase stored);

    void remove(String kind, String name);

    /** Names of the kind that begin with {@code prefix}, in order. */
    List<String> names(String kind, String prefix);
}
