/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.conntrack.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is said about an entry, or about a socket.
 *
 * @param at when it was learnt
 * @param endOfLife when it ends if nobody sends; null if that is not known
 * @param refreshedFrom the end of life before; null unless refreshed
 * @param towardsGone its packets go to an address whose owner ended
 * @param service namespace/name of the service that had the original destination; null if none is known
 * @param socket the socket that it is about; null if it is about an entry
 * @param author who removed it; null if the kernel did or it still lives
 * @param snapshot the dump that showed it or its absence; null if an event or a read did
 */
public record FlowFact(
        Kind kind,
        Entry entry,
        Moment at,
        @Nullable Instant endOfLife,
        @Nullable Instant refreshedFrom,
        LocalFacts local,
        boolean towardsGone,
        @Nullable String service,
        @Nullable SocketFact socket,
        @Nullable Author author,
        @Nullable Snapshot snapshot) {

    /** As in the flow record. */
    public enum Kind {
        SEEN,
        CREATED,
        UPDATED,
        REFRESHED,
        DESTROYED,
        GONE;

        public boolean ends() {
            return this == DESTROYED || this == GONE;
        }
    }

    static FlowFact of(Kind kind, TrackedFlow flow, Moment at) {
        return new FlowFact(
                kind,
                flow.entry(),
                at,
                flow.endOfLife(),
                null,
                flow.local(),
                flow.towardsGone(),
                flow.service(),
                null,
                null,
                null);
    }

    FlowFact from(@Nullable Snapshot dump) {
        return new FlowFact(
                kind, entry, at, endOfLife, refreshedFrom, local, towardsGone, service, socket, author, dump);
    }

    FlowFact by(@Nullable Author who) {
        return new FlowFact(
                kind, entry, at, endOfLife, refreshedFrom, local, towardsGone, service, socket, who, snapshot);
    }

    FlowFact movedFrom(Instant before) {
        return new FlowFact(kind, entry, at, endOfLife, before, local, towardsGone, service, socket, author, snapshot);
    }

    /** Takes a fact; false if there was no room for it, so that it was not said. */
    @FunctionalInterface
    public interface Sink {
        boolean say(FlowFact fact);
    }
}
