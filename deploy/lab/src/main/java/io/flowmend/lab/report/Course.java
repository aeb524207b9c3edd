/* Licensed under Apache-2.0. */
package io.flowmend.lab.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What Flowmend did about one run, as its topics tell it.
 *
 * @param detected when its first finding was readable
 * @param commandReadable when its first command was
 * @param acted when an executor had acted first, by its own word
 * @param records findings, decisions, commands and results, each with id and place in its topic
 * @param findings how many were opened
 * @param commands how many were given
 */
public record Course(
        Optional<Instant> detected,
        Optional<Instant> commandReadable,
        Optional<Instant> acted,
        List<String> records,
        int findings,
        int commands) {

    /** With Flowmend off. */
    public static final Course NONE = new Course(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), 0, 0);

    public Course {
        records = List.copyOf(records);
    }
}
