/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which lane has turned to which subject; both ways, because the API speaks of subjects and a frontier of lanes. */
final class Registrations {

    private static final String BY_LANE = "lane-subject";
    private static final String BY_SUBJECT = "subject-lane";
    private static final byte[] NOTHING = {};

    private final SortedStore store;

    Registrations(SortedStore store) {
        this.store = store;
    }

    /**
     * @param from shared events from here on wait in the lane
     * @param pending own events that wait
     * @param live the rule holds state; what the API said before it did is in the history
     */
    record Registration(Instant from, int pending, boolean live) {

        boolean isNeeded() {
            return live || pending > 0;
        }

        Registration from(Instant earlier) {
            return new Registration(earlier, pending, live);
        }

        Registration pending(int change) {
            return new Registration(from, pending + change, live);
        }

        Registration live(boolean now) {
            return new Registration(from, pending, now);
        }
    }

    Optional<Registration> get(String lane, String subject) {
        var bytes = store.get(byLane(lane, subject));
        return bytes == null
                ? Optional.empty()
                : Optional.of(Wire.read(bytes, in -> new Registration(Wire.time(in), in.readInt(), in.readBoolean())));
    }

    void put(String lane, String subject, Registration registration) {
        if (!registration.isNeeded()) {
            store.delete(byLane(lane, subject));
            store.delete(bySubject(subject, lane));
            return;
        }
        if (store.get(bySubject(subject, lane)) == null) {
            store.put(bySubject(subject, lane), NOTHING); // a read is cheaper than a write, which goes to the changelog
        }
        store.put(byLane(lane, subject), Wire.write(out -> {
            Wire.time(out, registration.from());
            out.writeInt(registration.pending());
            out.writeBoolean(registration.live());
        }));
    }

    List<String> subjectsOf(String lane) {
        return second(new Key().text(BY_LANE).text(lane));
    }

    List<String> lanesOf(String subject) {
        return second(new Key().text(BY_SUBJECT).text(subject));
    }

    private List<String> second(Key prefix) {
        var found = new ArrayList<String>();
        store.scan(prefix.bytes(), prefix.end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            reader.text();
            return found.add(reader.text());
        });
        return found;
    }

    private static byte[] byLane(String lane, String subject) {
        return new Key().text(BY_LANE).text(lane).text(subject).bytes();
    }

    private static byte[] bySubject(String subject, String lane) {
        return new Key().text(BY_SUBJECT).text(subject).text(lane).bytes();
    }
}
