/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.StoredCase;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The service proxy of one node, as of where the node's lane stands.
 *
 * @param lateFor the change for which it is told to be late; it has caught up only beyond it
 * @param armed when the next turn is that judges it; of those asked for, the others are void
 */
record ProxyState(Watch watch, Standing standing, Optional<Long> lateFor, Optional<Instant> armed) {

    private static final String HELD = "held/";
    private static final String ACK = "ack";

    /**
     * From when on it counts.
     *
     * @param heardFrom first heartbeat of the node
     * @param ackedFrom first acknowledgement, {@link Instant#MAX} before it
     * @param since changes after it count; {@link Instant#MAX} while it is not known or does not acknowledge
     * @param lostAt since when nobody tells of it: the node is silent, or watches it no more
     */
    record Watch(Instant heardFrom, Instant ackedFrom, Instant since, Optional<Instant> lostAt) {

        Watch since(Instant from) {
            return new Watch(heardFrom, ackedFrom, from, Optional.empty());
        }

        Watch acked(Instant at) {
            return new Watch(heardFrom, at.isBefore(ackedFrom) ? at : ackedFrom, at, Optional.empty());
        }

        Watch lost(Instant at) {
            return new Watch(heardFrom, ackedFrom, Instant.MAX, Optional.of(lostAt.orElse(at)));
        }
    }

    /**
     * What it last acknowledged.
     *
     * @param revision never goes back
     * @param held by revision what it passed without programming it
     * @param source of the node that says it; empty if it does not
     */
    record Standing(
            long revision,
            Map<Long, Held> held,
            Optional<RecordRef> record,
            String source,
            Optional<Instant> lastSync) {

        Standing {
            held = Map.copyOf(held);
        }

        Standing withoutSource() {
            return new Standing(revision, held, record, "", lastSync);
        }
    }

    /** @param why the first reason that it gave, and when */
    record Held(String why, Instant since) {

        private String stored() {
            return since + " " + why;
        }

        private static Held of(String stored) {
            var parts = stored.split(" ", 2);
            return new Held(parts[1], Instant.parse(parts[0]));
        }
    }

    static ProxyState heard(Instant from) {
        return new ProxyState(
                new Watch(from, Instant.MAX, Instant.MAX, Optional.empty()),
                new Standing(0, Map.of(), Optional.empty(), "", Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }

    boolean acknowledges() {
        return !standing.source().isEmpty();
    }

    /** It is followed and has not programmed the change. */
    boolean isPending(SliceChange change) {
        return change.at().isAfter(watch.since()) && !hasProgrammed(change);
    }

    boolean hasProgrammed(SliceChange change) {
        return change.revision() <= standing.revision() && !standing.held().containsKey(change.revision());
    }

    /** Its revision has not passed the change. */
    boolean waitsFor(SliceChange change) {
        return isPending(change) && change.revision() > standing.revision();
    }

    /** It was heard when the change came and had never acknowledged anything. */
    boolean isUnwatched(SliceChange change) {
        return !change.at().isBefore(watch.heardFrom()) && change.at().isBefore(watch.ackedFrom());
    }

    ProxyState watch(Watch next) {
        return new ProxyState(next, standing, lateFor, armed);
    }

    ProxyState standing(Standing next) {
        return new ProxyState(watch, next, lateFor, armed);
    }

    ProxyState late(Optional<Long> revision) {
        return new ProxyState(watch, standing, revision, armed);
    }

    ProxyState armed(Optional<Instant> at) {
        return new ProxyState(watch, standing, lateFor, at);
    }

    StoredCase stored() {
        var words = new HashMap<String, String>();
        words.put("heard", watch.heardFrom().toString());
        words.put("acked", watch.ackedFrom().toString());
        words.put("since", watch.since().toString());
        watch.lostAt().ifPresent(time -> words.put("lost", time.toString()));
        words.put("revision", Long.toString(standing.revision()));
        standing.held().forEach((revision, held) -> words.put(HELD + revision, held.stored()));
        words.put("source", standing.source());
        standing.lastSync().ifPresent(time -> words.put("sync", time.toString()));
        lateFor.ifPresent(revision -> words.put("late", Long.toString(revision)));
        armed.ifPresent(time -> words.put("turn", time.toString()));
        var marks = new HashMap<String, RecordRef>();
        standing.record().ifPresent(record -> marks.put(ACK, record));
        return new StoredCase(Optional.empty(), marks, words, Optional.empty());
    }

    static ProxyState of(StoredCase stored) {
        var held = new HashMap<Long, Held>();
        stored.words().forEach((word, text) -> {
            if (word.startsWith(HELD)) {
                held.put(Long.parseLong(word.substring(HELD.length())), Held.of(text));
            }
        });
        return new ProxyState(
                new Watch(
                        time(stored, "heard"), time(stored, "acked"), time(stored, "since"), optional(stored, "lost")),
                new Standing(
                        Long.parseLong(stored.word("revision").orElseThrow()),
                        held,
                        stored.mark(ACK),
                        stored.word("source").orElseThrow(),
                        optional(stored, "sync")),
                stored.word("late").map(Long::valueOf),
                optional(stored, "turn"));
    }

    private static Instant time(StoredCase stored, String word) {
        return Instant.parse(stored.word(word).orElseThrow());
    }

    private static Optional<Instant> optional(StoredCase stored, String word) {
        return stored.word(word).map(Instant::parse);
    }
}
