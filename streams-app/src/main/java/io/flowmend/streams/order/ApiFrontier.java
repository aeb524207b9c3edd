/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeMap;

/** The API's watermark behind a repartition: the least of what each upstream partition said, nothing before all did. */
final class ApiFrontier {

    private static final String PREFIX = "api";

    private final SortedStore store;
    private final TreeMap<String, Instant> watermarks = new TreeMap<>();
    private final byte[] unknownsKey = new Key().text("api-unknown").bytes();
    private Unknowns unknowns = Unknowns.NONE;

    ApiFrontier(SortedStore store, Set<String> upstreams) {
        this.store = store;
        upstreams.forEach(upstream -> watermarks.put(upstream, Instant.MIN));
        store.scan(new Key().text(PREFIX).bytes(), new Key().text(PREFIX).end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            watermarks.replace(reader.text(), Wire.read(value, Wire::time));
            return true;
        });
        var stored = store.get(unknownsKey);
        if (stored != null) {
            unknowns = Wire.read(stored, in -> new Unknowns(Wire.list(in, Wire::interval)));
        }
    }

    Instant watermark() {
        return watermarks.values().stream().min(Comparator.naturalOrder()).orElse(Instant.MIN);
    }

    boolean isFor(ApiFrame frame) {
        return watermarks.containsKey(frame.upstream());
    }

    Unknowns unknowns() {
        return unknowns;
    }

    /** A frame that goes back is an echo of one already taken; what it does not know still counts. */
    void accept(ApiFrame frame) {
        var before = watermarks.get(frame.upstream());
        if (before == null) {
            throw new IllegalArgumentException(
                    "frame from upstream '" + frame.upstream() + "'; allowed: " + watermarks.keySet());
        }
        if (frame.watermark().isAfter(before)) {
            watermarks.put(frame.upstream(), frame.watermark());
            store.put(
                    new Key().text(PREFIX).text(frame.upstream()).bytes(),
                    Wire.write(out -> Wire.time(out, frame.watermark())));
        }
        frame.unknown().forEach(this::add);
    }

    /** Forgets what ended before {@code time}: nothing at or before it will be asked any more. */
    void trim(Instant time) {
        save(unknowns.after(time));
    }

    private void add(Interval interval) {
        save(unknowns.plus(interval));
    }

    private void save(Unknowns next) {
        if (!next.equals(unknowns)) {
            unknowns = next;
            store.put(unknownsKey, Wire.write(out -> {
                out.writeInt(next.intervals().size());
                for (var interval : next.intervals()) {
                    Wire.interval(out, interval);
                }
            }));
        }
    }
}
