/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.StoredCase;
import java.util.Optional;

/** By HNS id: for which pod the CNI made it, and kube-proxy's word that it deleted it. */
record Deletions(Book book) {

    private static final String MADE = "made";
    private static final String DELETED = "deleted";
    private static final String RECORD = "record";
    private static final String NAMED = "pod";

    /** @param pod {@code namespace/name} */
    void made(String id, String pod, RecordRef record) {
        book.put(MADE, id, StoredCase.EMPTY.mark(RECORD, record).word(NAMED, pod));
    }

    void deleted(String id, RecordRef record) {
        book.put(DELETED, id, StoredCase.EMPTY.mark(RECORD, record));
    }

    void forget(String id) {
        book.remove(MADE, id);
        book.remove(DELETED, id);
    }

    /** kube-proxy's word for an endpoint that was this pod's own. */
    Optional<RecordRef> of(String id, PodSeen pod) {
        var others = book.get(MADE, id)
                .flatMap(made -> made.word(NAMED))
                .filter(name -> !name.equals(pod.pod()))
                .isPresent();
        return others ? Optional.empty() : book.get(DELETED, id).flatMap(stored -> stored.mark(RECORD));
    }
}
