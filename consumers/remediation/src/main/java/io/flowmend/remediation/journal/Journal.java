/* Licensed under Apache-2.0. */
package io.flowmend.remediation.journal;

import io.flowmend.remediation.order.Order;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands that this node has begun and ended, as long as one of them could still be delivered again. For one thread.
 *
 * <p>A line that was torn by a crash is passed over: a start is acted on only after its line is whole. A line that is damaged
 * otherwise may have named a command that was acted on, so {@link #isDamaged} makes the executor refuse what is older than it.
 */
public final class Journal {

    private static final int MOST_LINES = 10_000;

    private final Medium medium;
    private final Duration keep;
    private final Instant openedAt;
    private final Map<String, Instant> seen = new LinkedHashMap<>();
    private final Map<String, Line> open = new LinkedHashMap<>();
    private Instant latest = Instant.EPOCH;
    private boolean damaged;
    private int lines;

    /** A command that an earlier life began and did not end. */
    public record Unfinished(String commandId, String image, Instant startedAt) {}

    private Journal(Medium medium, Instant openedAt, Duration keep) {
        this.medium = medium;
        this.openedAt = openedAt;
        this.keep = keep;
    }

    /**
     * Reads what is there and drops what can matter no more.
     *
     * @param keep longest time in which a command can be delivered again
     * @throws IOException if it cannot be read or written
     */
    public static Journal open(Medium medium, Instant now, Duration keep) throws IOException {
        var journal = new Journal(medium, now, keep);
        journal.load(medium.read());
        journal.compact(now);
        return journal;
    }

    /** Latest time of any line: it has surely passed, whatever the wall clock says. */
    public Instant latest() {
        return latest;
    }

    public Instant openedAt() {
        return openedAt;
    }

    public boolean isDamaged() {
        return damaged;
    }

    public List<Unfinished> unfinished() {
        return open.values().stream()
                .map(line -> new Unfinished(line.commandId(), line.image(), line.at()))
                .toList();
    }

    public boolean seen(String commandId) {
        return seen.containsKey(commandId);
    }

    /** Counts as seen from here on in this life. */
    public void remember(String commandId, Instant at) {
        forgetBefore(at.minus(keep));
        seen.put(commandId, at);
    }

    /** Durable when this returns. */
    public void started(Order order, Instant at) throws IOException {
        write(new Line(Line.Kind.STARTED, at, order.id(), order.image()));
    }

    /** Durable when this returns. */
    public void ended(String commandId, Instant at) throws IOException {
        write(new Line(Line.Kind.ENDED, at, commandId, "-"));
        if (lines > MOST_LINES) {
            compact(at);
        }
    }

    private void write(Line line) throws IOException {
        medium.append(line.text());
        lines++;
        apply(line);
    }

    private void load(String text) {
        var whole = text.substring(0, text.lastIndexOf('\n') + 1);
        whole.lines().forEach(line -> Line.read(line).ifPresentOrElse(this::apply, () -> damaged = true));
    }

    private void apply(Line line) {
        seen.put(line.commandId(), line.at());
        latest = line.at().isAfter(latest) ? line.at() : latest;
        switch (line.kind()) {
            case STARTED -> open.put(line.commandId(), line);
            case ENDED -> open.remove(line.commandId());
        }
    }

    /** Keeps what is not ended, and of the rest what may still be delivered again. */
    private void compact(Instant now) throws IOException {
        forgetBefore((now.isBefore(latest) ? now : latest).minus(keep));
        var text = new StringBuilder();
        var count = 0;
        for (var id : new ArrayList<>(seen.entrySet())) {
            var line = open.getOrDefault(id.getKey(), new Line(Line.Kind.ENDED, id.getValue(), id.getKey(), "-"));
            text.append(line.text());
            count++;
        }
        medium.replace(text.toString());
        lines = count;
    }

    private void forgetBefore(Instant bound) {
        seen.entrySet().removeIf(entry -> entry.getValue().isBefore(bound) && !open.containsKey(entry.getKey()));
    }
}
