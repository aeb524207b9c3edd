/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.kernel.socket.SocketSeen;
import io.flowmend.producer.node.sample.FlowFact.Kind;
import io.flowmend.producer.node.sample.SocketLook.Found;
import io.flowmend.producer.node.sample.SocketLook.SocketId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What is said of sockets whose peer is gone.
 *
 * <p>A TCP socket is worth a word from the look that finds it with data under way, until one finds it acknowledged or
 * closed. A connected UDP socket is told of when it is found, and again while what is sent stays unanswered. Used by one thread; it is
 * told what looks found.
 */
public final class SocketTracker {

    private final Surroundings around;
    private final FlowFact.Sink sink;
    private final int most;
    private final Map<SocketId, TrackedSocket> tracked = new HashMap<>();
    private boolean again;
    private long refused;

    /** @param most sockets at a time; one more is not told of, which counts as unsaid */
    public SocketTracker(Surroundings around, FlowFact.Sink sink, int most) {
        this.around = around;
        this.sink = sink;
        this.most = most;
    }

    public int suspicious() {
        return (int) tracked.values().stream().filter(one -> !one.calm()).count();
    }

    public int size() {
        return tracked.size();
    }

    /** True if a socket that is not calm sends to this address. */
    public boolean reaches(Ip gone) {
        return tracked.values().stream()
                .anyMatch(one -> !one.calm() && one.found().reply().source().equals(gone));
    }

    /** Where the packets of each tracked socket go; looks go on for these. */
    public Map<SocketId, FlowTuple> replies() {
        var replies = new HashMap<SocketId, FlowTuple>();
        tracked.forEach((id, one) -> replies.put(id, one.found().reply()));
        return replies;
    }

    /** Sockets not told of since the last call, because there were too many. */
    public long takeRefused() {
        var count = refused;
        refused = 0;
        return count;
    }

    /** What others know may be wrong: the next look tells of each socket as if it were new. */
    public void retell() {
        again = true;
    }

    public void looked(SocketLook look) {
        var seen = new HashSet<SocketId>();
        for (var found : look.found()) {
            seen.add(found.id());
            var known = tracked.get(found.id());
            if (known == null || known.isOther(found)) {
                appeared(found, look);
            } else {
                compare(known, found, look);
            }
        }
        again = false;
        List.copyOf(tracked.values()).stream()
                .filter(one -> !seen.contains(one.found().id()))
                .filter(one -> look.read().contains(one.found().id().netns())
                        || !look.present().contains(one.found().id().netns()))
                .forEach(one -> end(one, look));
    }

    private void appeared(Found found, SocketLook look) {
        var known = tracked.get(found.id());
        if (known != null) {
            end(known, look);
        }
        var flow = TrackedSocket.begin(found, look);
        if (!flow.stuck()) {
            return;
        }
        if (tracked.size() >= most) {
            refused++;
        } else if (say(Kind.SEEN, flow, look)) {
            tracked.put(found.id(), flow);
        }
    }

    private void compare(TrackedSocket known, Found found, SocketLook look) {
        var now = known.seen(found);
        var acknowledged = !now.stuck() || now.acknowledgedSince(known);
        if (again) {
            told(Kind.SEEN, known, now.calm(acknowledged), look);
        } else if (acknowledged && !known.calm()) {
            told(Kind.UPDATED, known, now.calm(true), look);
        } else if (!acknowledged && known.calm() && now.unanswered()) {
            told(Kind.SEEN, known, now.calm(false), look);
        } else if (now.heardAgain(known)) {
            told(Kind.UPDATED, known, now, look);
        } else if (!known.calm() && now.unanswered() && known.isDue(look.until())) {
            told(Kind.REFRESHED, known, now, look);
        } else {
            tracked.put(found.id(), now);
        }
    }

    /** What finds no room is tried again after the next look. */
    private void told(Kind kind, TrackedSocket known, TrackedSocket now, SocketLook look) {
        var said = say(kind, now, look);
        tracked.put(now.found().id(), said ? now.told(look.until()) : known);
    }

    private void end(TrackedSocket one, SocketLook look) {
        if (say(Kind.GONE, one, look)) {
            tracked.remove(one.found().id());
        }
    }

    private boolean say(Kind kind, TrackedSocket one, SocketLook look) {
        var original = original(one.found().socket());
        var key = new EntryKey(
                0, one.found().socket().protocol(), original, one.found().reply());
        var service = around.service().apply(key.towards()).orElse(null);
        return sink.say(new FlowFact(
                kind,
                new Entry(key, 0, 0, null, null),
                look.until(),
                null,
                null,
                around.local().of(key.towards()),
                true,
                service,
                one.fact(),
                null,
                null));
    }

    private static FlowTuple original(SocketSeen socket) {
        return new FlowTuple(socket.source(), socket.destination(), socket.sourcePort(), socket.destinationPort());
    }

    /** True if the socket waits for an acknowledgement, or is of UDP, of which one look tells nothing. */
    public static boolean stuck(SocketSeen socket) {
        return socket.protocol() == ServiceAddress.UDP
                || socket.health()
                        .map(health -> health.retransmits() > 0 || health.unacknowledged() > 0)
                        .orElse(false);
    }
}
