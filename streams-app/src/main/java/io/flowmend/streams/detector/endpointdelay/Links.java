/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.StoredCase;
import java.util.Optional;

/** What was seen of the host's side of endpoints, and of the routes over it. */
record Links(Book book) {

    private static final String LINK = "link";
    private static final String UP = "up";
    private static final String ROUTE_GONE = "route-gone";
    private static final String DESTINATION = "destination";

    /**
     * One link.
     *
     * @param up it came up
     * @param routeGone a route over it went
     * @param destination of that route
     */
    record Seen(Optional<RecordRef> up, Optional<RecordRef> routeGone, Optional<String> destination) {}

    Seen of(String link) {
        var seen = book.get(LINK, link).orElse(StoredCase.EMPTY);
        return new Seen(seen.mark(UP), seen.mark(ROUTE_GONE), seen.word(DESTINATION));
    }

    void up(String link, RecordRef record) {
        book.put(LINK, link, StoredCase.EMPTY.mark(UP, record));
    }

    void gone(String link) {
        book.remove(LINK, link);
    }

    /** @return whether the link is known */
    boolean routeGone(String link, String destination, RecordRef record) {
        var stored = book.get(LINK, link);
        stored.ifPresent(
                seen -> book.put(LINK, link, seen.mark(ROUTE_GONE, record).word(DESTINATION, destination)));
        return stored.isPresent();
    }

    /** @return whether this route had gone */
    boolean routeBack(String link, String destination) {
        var seen = of(link);
        var back = seen.destination().filter(destination::equals).isPresent()
                && seen.up().isPresent();
        if (back) {
            up(link, seen.up().orElseThrow());
        }
        return back;
    }
}
