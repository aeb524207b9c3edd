/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.ownership.Backend;
import io.flowmend.streams.ownership.Owner;
import io.flowmend.streams.ownership.Release;
import io.flowmend.streams.ownership.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An address over time: who has it, and what a rule is asked of it. */
final class AddressBench {

    static final String IP = "10.0.0.7";
    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final IpConflictConfig CONFIG = new IpConflictConfig(
            Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5));

    private View view = View.NOTHING;
    private Instant knownSince = Instant.MIN;
    private boolean known = true;

    static Instant at(double second) {
        return T0.plusMillis(Math.round(second * 1000));
    }

    static RecordRef ref(double second) {
        return new RecordRef("topic", 0, 0, "record @" + second, at(second));
    }

    /** It runs on the address from then on. */
    AddressBench pod(String uid, String node, double from) {
        return pod(uid, node, from, Optional.of(ref(from)), Optional.empty());
    }

    /** It has the address and is not meant to stay. */
    AddressBench passing(String uid, String node, double from) {
        return pod(uid, node, from, Optional.empty(), Optional.empty());
    }

    AddressBench ended(String uid, String node, double from, double until, Release why) {
        return pod(uid, node, from, Optional.empty(), Optional.of(new Owner.Until(at(until), why, ref(until))));
    }

    /** It runs on the address, and a later record has changed what is known of it. */
    AddressBench changed(String uid, String node, double from, double last) {
        return pod(uid, node, from, Optional.of(ref(from)), ref(last), Optional.empty());
    }

    private AddressBench pod(
            String uid, String node, double from, Optional<RecordRef> living, Optional<Owner.Until> until) {
        return pod(uid, node, from, living, until.map(Owner.Until::record).orElse(ref(from)), until);
    }

    private AddressBench pod(
            String uid,
            String node,
            double from,
            Optional<RecordRef> living,
            RecordRef last,
            Optional<Owner.Until> until) {
        view = view.with(new Owner(
                IP, uid, "default", "web-" + uid, Optional.of(node), at(from), ref(from), living, last, until));
        return this;
    }

    AddressBench backend(double since, Optional<Double> removed) {
        view = view.with(new Backend(
                IP,
                "default/web",
                "slice",
                Optional.of(80),
                6,
                Optional.of("a"),
                true,
                true,
                false,
                at(since),
                ref(since),
                removed.map(at -> new Backend.Removed(at(at), ref(at)))));
        return this;
    }

    AddressBench apiKnownSince(double second) {
        knownSince = at(second);
        return this;
    }

    AddressBench apiUnknown() {
        known = false;
        return this;
    }

    Moment moment(double now) {
        return new Moment("test", IP, at(now), known, knownSince, view, Optional.empty());
    }

    Moment moment(double now, RecordRef cause) {
        return new Moment("test", IP, at(now), known, knownSince, view, Optional.of(cause));
    }
}
