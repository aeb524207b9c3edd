/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import static io.flowmend.streams.detector.ghostflow.GhostBench.ADDRESS;
import static io.flowmend.streams.detector.ghostflow.GhostBench.VIP;
import static io.flowmend.streams.detector.ghostflow.GhostBench.at;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.detector.ghostflow.GhostSighting.Kind;
import io.flowmend.streams.ownership.Backend;
import io.flowmend.streams.ownership.Owner;
import io.flowmend.streams.ownership.Release;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the API and the node say of the bench's one address, each from a record of its own. */
final class GhostRecords {

    private int count;

    RecordRef record(double at) {
        count++;
        return new RecordRef("topic", 0, count, last(), at(at));
    }

    /** Names the record that was made last. */
    String last() {
        return "record " + count;
    }

    Owner owner(double at, String name, String uid) {
        return new Owner(
                ADDRESS,
                uid,
                "default",
                name,
                Optional.of("node-b"),
                at(at),
                record(at),
                Optional.of(record(at)),
                record(at),
                Optional.empty());
    }

    Owner ended(Owner owner, double at, Release why) {
        var until = new Owner.Until(at(at), why, record(at));
        return new Owner(
                owner.address(),
                owner.uid(),
                owner.namespace(),
                owner.name(),
                owner.node(),
                owner.from(),
                owner.began(),
                Optional.empty(),
                until.record(),
                Optional.of(until));
    }

    Backend backend(double at, String service, @Nullable String uid) {
        return new Backend(
                ADDRESS,
                service,
                "slice of " + service,
                Optional.of(162),
                17,
                Optional.ofNullable(uid),
                true,
                true,
                false,
                at(at),
                record(at),
                Optional.empty());
    }

    /** The same backend over TCP. */
    Backend overTcp(double at, String service, String uid) {
        var udp = backend(at, service, uid);
        return new Backend(
                ADDRESS,
                service,
                udp.slice(),
                Optional.empty(),
                6,
                udp.uid(),
                true,
                true,
                false,
                at(at),
                udp.record(),
                Optional.empty());
    }

    GhostSighting entry(double at, Kind kind, int port, boolean replied, Optional<String> service) {
        return entry(at, kind, 17, new Tuple("10.1.0.2", VIP, port, 162), replied, service);
    }

    GhostSighting entry(double at, Kind kind, int protocol, Tuple original, boolean replied, Optional<String> service) {
        var reply = new Tuple(ADDRESS, original.source(), 162, original.sourcePort());
        return new GhostSighting(
                kind,
                new Target.Entry(protocol, 0, 7, original, reply),
                protocol == 6 ? Form.SYN_ENTRY : Form.UDP_ENTRY,
                replied,
                false,
                Optional.of(at(at + 30)),
                service,
                kind == Kind.DESTROYED
                        ? Optional.of(new GhostSighting.Author(7, Optional.of("kube-proxy")))
                        : Optional.empty(),
                record(at));
    }

    GhostSighting destroyed(double at, int port, long by) {
        var seen = entry(at, Kind.DESTROYED, port, false, Optional.of("default/traps"));
        return new GhostSighting(
                seen.kind(),
                seen.target(),
                seen.form(),
                false,
                false,
                seen.endOfLife(),
                seen.service(),
                Optional.of(new GhostSighting.Author(by, Optional.empty())),
                seen.record());
    }

    GhostSighting syn(double at, Kind kind, int port) {
        return entry(at, kind, 6, new Tuple("10.1.0.2", VIP, port, 162), false, Optional.of("default/traps"));
    }

    GhostSighting socket(double at, Kind kind, Form form, boolean stuck) {
        var protocol = form == Form.HALF_OPEN ? 6 : 17;
        var heard = form == Form.HALF_OPEN ? Optional.<Long>empty() : Optional.of(17L);
        var original = new Tuple("10.1.0.2", ADDRESS, 5000, 162);
        return new GhostSighting(
                kind,
                new Target.Socket(
                        protocol, 4026531840L, 77, original, new Tuple(ADDRESS, "10.1.0.2", 162, 5000), heard),
                form,
                false,
                stuck,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                record(at));
    }

    /** @param reached address to which its packets are translated */
    GhostSighting connecting(double at, Kind kind, int port, String reached, boolean stuck) {
        return new GhostSighting(
                kind,
                new Target.Socket(
                        6,
                        4026531840L,
                        port,
                        new Tuple("10.1.0.2", VIP, port, 162),
                        new Tuple(reached, "10.1.0.2", 162, port),
                        Optional.empty()),
                Form.CONNECTING,
                false,
                stuck,
                Optional.empty(),
                Optional.of("default/traps"),
                Optional.empty(),
                record(at));
    }
}
