/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.Hns;
import io.flowmend.streams.node.StoredCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The HNS endpoints of one node, by id and by address. */
record Endpoints(Book book) {

    private static final String HNS = "hns";
    private static final String AT = "hns-at";
    private static final String REMOTE = "remote";
    /** Of a local one: no container is attached, so it is no pod's own. */
    private static final String LEAKED = "leaked";

    private static final String ADDRESSES = "addresses";
    private static final String SEEN = "seen";
    /** By address: the last remote endpoint that it had. */
    private static final String WAS_REMOTE = "was-remote";
    /** By address: the last local endpoint that it had, and its end. */
    private static final String WAS_LOCAL = "was-local";

    private static final String TOLD = "told";
    private static final String GONE = "gone";
    private static final String ID = "id";

    /**
     * @param leaked it is local, and no container is attached
     * @param seen first record that had it so
     * @param told when the last one did
     */
    record One(String id, boolean remote, boolean leaked, RecordRef seen, Instant told) {

        boolean isPods() {
            return !remote && !leaked;
        }
    }

    /** @param gone record of its end */
    record Lost(String id, RecordRef gone) {}

    /** What stands for no pod: the source VIP, gateways, the host's own, and the provider addresses of an overlay. */
    static boolean isNoPods(Hns endpoint) {
        var name = endpoint.name().toLowerCase(Locale.ROOT);
        return (endpoint.remote() && endpoint.type().equalsIgnoreCase("overlay"))
                || name.contains("sourcevip")
                || name.contains("source-vip")
                || name.contains("gateway")
                || name.endsWith("-host");
    }

    List<String> put(Hns endpoint, RecordRef record) {
        if (isNoPods(endpoint)) {
            return List.of();
        }
        var before = book.get(HNS, endpoint.id());
        var same = before.filter(stored -> stored.word(REMOTE).equals(Optional.of(word(endpoint))))
                .flatMap(stored -> stored.mark(SEEN));
        before.ifPresent(stored -> addresses(stored).forEach(ip -> book.remove(AT, ip + "\n" + endpoint.id())));
        book.put(
                HNS,
                endpoint.id(),
                StoredCase.EMPTY
                        .word(REMOTE, word(endpoint))
                        .word(LEAKED, Boolean.toString(isLeaked(endpoint)))
                        .word(ADDRESSES, String.join(",", endpoint.addresses()))
                        .word(TOLD, record.time().toString())
                        .mark(SEEN, same.orElse(record)));
        for (var ip : endpoint.addresses()) {
            book.put(AT, ip + "\n" + endpoint.id(), StoredCase.EMPTY);
            if (endpoint.remote()) {
                book.put(WAS_REMOTE, ip, StoredCase.EMPTY.mark(SEEN, same.orElse(record)));
            } else if (!isLeaked(endpoint)) {
                book.remove(WAS_LOCAL, ip);
            } else if (before.filter(stored -> one(endpoint.id(), stored).isPods())
                    .isPresent()) {
                lost(ip, endpoint.id(), record);
            }
        }
        return endpoint.addresses();
    }

    private static boolean isLeaked(Hns endpoint) {
        return !endpoint.remote() && !endpoint.isAttached();
    }

    private void lost(String ip, String id, RecordRef record) {
        book.put(WAS_LOCAL, ip, StoredCase.EMPTY.word(ID, id).mark(GONE, record));
    }

    private static String word(Hns endpoint) {
        return Boolean.toString(endpoint.remote());
    }

    List<String> remove(String id, RecordRef record) {
        var stored = book.get(HNS, id);
        if (stored.isEmpty()) {
            return List.of();
        }
        var addresses = addresses(stored.get());
        for (var ip : addresses) {
            book.remove(AT, ip + "\n" + id);
            if (one(id, stored.get()).isPods()) {
                lost(ip, id, record);
            }
        }
        book.remove(HNS, id);
        return addresses;
    }

    /** @param since what was told before may be gone, and nobody has seen it go */
    Optional<One> remoteAt(String ip, Instant since) {
        return at(ip).stream()
                .filter(one -> one.remote() && !one.told().isBefore(since))
                .findFirst();
    }

    Optional<One> localAt(String ip) {
        return at(ip).stream().filter(One::isPods).findFirst();
    }

    private List<One> at(String ip) {
        var found = new ArrayList<One>();
        for (var name : book.names(AT, ip + "\n")) {
            var id = name.substring(ip.length() + 1);
            book.get(HNS, id).ifPresent(stored -> found.add(one(id, stored)));
        }
        return found;
    }

    Optional<Lost> lostAt(String ip) {
        return book.get(WAS_LOCAL, ip)
                .flatMap(stored ->
                        stored.mark(GONE).map(record -> new Lost(stored.word(ID).orElseThrow(), record)));
    }

    Optional<RecordRef> wasRemote(String ip) {
        return book.get(WAS_REMOTE, ip).flatMap(stored -> stored.mark(SEEN));
    }

    boolean isEmpty() {
        return book.names(HNS, "").isEmpty();
    }

    /** HNS was restarted: with this one all went that were there, remote ones too (calico #5164). */
    boolean wentWithAll(Lost lost) {
        return book.names(HNS, "").stream()
                .flatMap(id -> book.get(HNS, id).map(stored -> one(id, stored)).stream())
                .noneMatch(one -> one.seen().time().isBefore(lost.gone().time()));
    }

    /** Nobody on the node has the address any more. */
    void forget(String ip) {
        if (at(ip).isEmpty()) {
            book.remove(WAS_REMOTE, ip);
            book.remove(WAS_LOCAL, ip);
        }
    }

    private static One one(String id, StoredCase stored) {
        return new One(
                id,
                stored.word(REMOTE).filter("true"::equals).isPresent(),
                stored.word(LEAKED).filter("true"::equals).isPresent(),
                stored.mark(SEEN).orElseThrow(),
                stored.word(TOLD).map(Instant::parse).orElse(Instant.MIN));
    }

    private static List<String> addresses(StoredCase stored) {
        return stored.word(ADDRESSES)
                .filter(text -> !text.isEmpty())
                .map(text -> List.of(text.split(",", -1)))
                .orElse(List.of());
    }
}
