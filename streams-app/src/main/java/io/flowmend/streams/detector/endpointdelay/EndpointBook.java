/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.NodeFact.Workload;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.StoredCase;
import java.util.List;
import java.util.Optional;

/** The endpoints of one node, found by uid, by name and by link, and what was told of pods before the API showed them. */
record EndpointBook(Book book, EndpointDelayConfig config) {

    private static final String POD = "pod";
    /** By name and uid: pods of one name follow each other. */
    private static final String NAMED = "named";

    private static final String ON_LINK = "on-link";
    /** By name: what was told of a pod that the API may not have shown yet. */
    private static final String WORKLOAD = "workload";

    private static final String ATTACHED = "attached";

    Optional<Endpoint> get(String uid) {
        return book.get(POD, uid).map(Endpoint::of);
    }

    List<String> uids() {
        return book.names(POD, "");
    }

    void keep(Endpoint endpoint) {
        book.put(POD, endpoint.pod().uid(), endpoint.stored());
    }

    /** The API said this of a pod. */
    void said(PodSeen pod) {
        var before = get(pod.uid());
        if (before.isEmpty()) {
            book.put(NAMED, pod.pod() + "/" + pod.uid(), StoredCase.EMPTY);
            book.put(ON_LINK, link(pod) + "/" + pod.uid(), StoredCase.EMPTY);
        }
        keep(heardBefore(before.orElse(Endpoint.of(pod)).on(pod)));
    }

    private Endpoint heardBefore(Endpoint endpoint) {
        var told = book.get(WORKLOAD, endpoint.pod().pod());
        var attached = told.flatMap(stored -> stored.mark(ATTACHED)).filter(record -> isOf(endpoint, record));
        var proof = told.flatMap(Endpoint.Proof::of).filter(word -> isOf(endpoint, word.record()));
        var next = attached.map(endpoint::attached).orElse(endpoint);
        return proof.map(next::programmed).orElse(next);
    }

    /** Whether what was recorded can be of this pod, and not of one of its name before. */
    boolean isOf(Endpoint endpoint, RecordRef record) {
        return !record.time().isBefore(endpoint.pod().createdAt().minus(config.skew()));
    }

    void forget(String uid) {
        get(uid).map(Endpoint::pod).ifPresent(pod -> {
            book.remove(POD, uid);
            book.remove(NAMED, pod.pod() + "/" + uid);
            book.remove(ON_LINK, link(pod) + "/" + uid);
            if (book.names(NAMED, pod.pod() + "/").isEmpty()) {
                book.remove(WORKLOAD, pod.pod());
                new Links(book).gone(link(pod));
            }
        });
    }

    /** @return uids of the pods that may be meant, now programmed */
    List<String> programmed(Workload workload, Endpoint.Proof proof) {
        var told = book.get(WORKLOAD, workload.name()).orElse(StoredCase.EMPTY);
        book.put(WORKLOAD, workload.name(), proof.in(told));
        var uids = named(workload);
        uids.forEach(uid -> {
            var endpoint = get(uid).orElseThrow();
            keep(isOf(endpoint, proof.record()) ? endpoint.programmed(proof) : endpoint);
        });
        return uids;
    }

    /** @return uids of the pods that may be meant, now attached */
    List<String> attached(Workload workload, RecordRef record) {
        var told = book.get(WORKLOAD, workload.name()).orElse(StoredCase.EMPTY);
        book.put(WORKLOAD, workload.name(), told.mark(ATTACHED, record));
        var uids = named(workload);
        uids.forEach(uid -> {
            var endpoint = get(uid).orElseThrow();
            keep(isOf(endpoint, record) ? endpoint.attached(record) : endpoint);
        });
        return uids;
    }

    void removed(Workload workload) {
        book.remove(WORKLOAD, workload.name());
    }

    List<String> onLink(String link) {
        return book.names(ON_LINK, link + "/").stream()
                .map(name -> name.substring(link.length() + 1))
                .toList();
    }

    String link(PodSeen pod) {
        return LinkName.of(config.prefix(), pod.namespace(), pod.name());
    }

    private List<String> named(Workload workload) {
        return book.names(NAMED, workload.name() + "/").stream()
                .map(name -> name.substring(workload.name().length() + 1))
                .toList();
    }
}
