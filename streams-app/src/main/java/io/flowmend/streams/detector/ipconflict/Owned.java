/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.StoredCase;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A pod of the node that owns addresses, or did.
 *
 * @param owned first record that showed one
 * @param running first record that showed it running with one
 */
record Owned(PodSeen pod, Optional<RecordRef> owned, Optional<RecordRef> running) {

    private static final String POD = "pod";
    /** By address and uid: pods of the node that own it now. */
    private static final String OWNER = "owner";

    private static final String OWNED = "owned";
    private static final String RUNNING = "running";

    private static Optional<Owned> of(Book book, String uid) {
        return book.get(POD, uid)
                .map(stored -> new Owned(stored.pod().orElseThrow(), stored.mark(OWNED), stored.mark(RUNNING)));
    }

    /** All that own the address now. */
    static List<Owned> at(Book book, String ip) {
        return book.names(OWNER, ip + "\n").stream()
                .flatMap(name -> of(book, name.substring(ip.length() + 1)).stream())
                .toList();
    }

    /** All addresses that a pod owns now. */
    static SortedSet<String> addresses(Book book) {
        var addresses = new TreeSet<String>();
        book.names(OWNER, "").forEach(name -> addresses.add(name.substring(0, name.indexOf('\n'))));
        return addresses;
    }

    /** @return the addresses of the pod, now and before */
    static SortedSet<String> said(Book book, PodSeen pod) {
        var before = book.get(POD, pod.uid()).orElse(StoredCase.EMPTY);
        var concerned = new TreeSet<>(pod.addresses());
        before.pod().ifPresent(old -> concerned.addAll(old.addresses()));
        concerned.forEach(ip -> book.remove(OWNER, ip + "\n" + pod.uid()));
        if (pod.isAlive()) {
            pod.addresses().forEach(ip -> book.put(OWNER, ip + "\n" + pod.uid(), StoredCase.EMPTY));
        }
        var next = before.pod(pod);
        next = pod.addresses().isEmpty() ? next : next.markFirst(OWNED, pod.record());
        next = pod.isRunning() && !pod.addresses().isEmpty() ? next.markFirst(RUNNING, pod.record()) : next;
        book.put(POD, pod.uid(), next);
        return concerned;
    }

    /** @return the addresses that it had */
    static List<String> forget(Book book, String uid) {
        var addresses = of(book, uid).map(owned -> owned.pod().addresses()).orElse(List.of());
        addresses.forEach(ip -> book.remove(OWNER, ip + "\n" + uid));
        book.remove(POD, uid);
        return addresses;
    }

    /** The record that gave it the address. */
    RecordRef began() {
        return owned.orElseThrow();
    }
}
