/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.node.NodeFact.Programmed;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.node.StoredCase;
import io.flowmend.streams.ownership.KubeVirt;
import java.util.Optional;

/**
 * One pod of the node and what was seen of its network.
 *
 * @param addressed first record that showed an address
 * @param annotated first record that showed the annotation of its CNI
 * @param running first record that showed it running with an address
 * @param attached the CNI plugin finished
 * @param programmed first word that it is programmed
 * @param measured its latency was told, or cannot be
 * @param routeTold its finding tells of the deleted route
 */
record Endpoint(
        PodSeen pod,
        Optional<RecordRef> addressed,
        Optional<RecordRef> annotated,
        Optional<RecordRef> running,
        Optional<RecordRef> attached,
        Optional<Proof> programmed,
        boolean measured,
        boolean routeTold,
        Optional<Finding> finding) {

    private static final String ADDRESSED = "addressed";
    private static final String ANNOTATED = "annotated";
    private static final String RUNNING = "running";
    private static final String ATTACHED = "attached";
    private static final String MEASURED = "measured";
    private static final String ROUTE_TOLD = "route-told";

    /**
     * A word that it is programmed.
     *
     * @param dumped it was so before; nobody knows since when
     */
    record Proof(RecordRef record, Programmed.How how, boolean dumped) {

        private static final String MARK = "programmed";
        private static final String HOW = "how";
        private static final String DUMPED = "dumped";

        static Optional<Proof> of(StoredCase stored) {
            return stored.mark(MARK)
                    .map(record -> new Proof(
                            record,
                            Programmed.How.valueOf(stored.word(HOW).orElseThrow()),
                            stored.word(DUMPED).isPresent()));
        }

        StoredCase in(StoredCase stored) {
            var with = stored.mark(MARK, record).word(HOW, how.name());
            return dumped ? with.word(DUMPED, "") : with;
        }
    }

    static Endpoint of(StoredCase stored) {
        return new Endpoint(
                stored.pod().orElseThrow(),
                stored.mark(ADDRESSED),
                stored.mark(ANNOTATED),
                stored.mark(RUNNING),
                stored.mark(ATTACHED),
                Proof.of(stored),
                stored.word(MEASURED).isPresent(),
                stored.word(ROUTE_TOLD).isPresent(),
                stored.finding());
    }

    static Endpoint of(PodSeen pod) {
        return of(StoredCase.EMPTY.pod(pod));
    }

    StoredCase stored() {
        var stored = mark(mark(StoredCase.EMPTY.pod(pod), ADDRESSED, addressed), ANNOTATED, annotated);
        stored = mark(mark(stored, RUNNING, running), ATTACHED, attached);
        stored = programmed.isPresent() ? programmed.get().in(stored) : stored;
        stored = measured ? stored.word(MEASURED, "") : stored;
        stored = routeTold ? stored.word(ROUTE_TOLD, "") : stored;
        return finding.isPresent() ? stored.finding(finding.get()) : stored;
    }

    private static StoredCase mark(StoredCase stored, String name, Optional<RecordRef> record) {
        return record.map(known -> stored.mark(name, known)).orElse(stored);
    }

    /** The next version of the pod. */
    Endpoint on(PodSeen next) {
        var seen = Optional.of(next.record());
        var shown = !next.addresses().isEmpty();
        return new Endpoint(
                next,
                addressed.or(() -> shown ? seen : Optional.empty()),
                annotated.or(() -> next.annotated() ? seen : Optional.empty()),
                running.or(() -> shown && next.isRunning() ? seen : Optional.empty()),
                attached,
                programmed,
                measured,
                routeTold,
                finding);
    }

    /** The first counts. */
    Endpoint attached(RecordRef record) {
        return attached.isPresent()
                ? this
                : new Endpoint(
                        pod,
                        addressed,
                        annotated,
                        running,
                        Optional.of(record),
                        programmed,
                        measured,
                        routeTold,
                        finding);
    }

    /** The first counts. */
    Endpoint programmed(Proof proof) {
        return programmed.isPresent()
                ? this
                : new Endpoint(
                        pod, addressed, annotated, running, attached, Optional.of(proof), measured, routeTold, finding);
    }

    Endpoint measured(boolean done) {
        return new Endpoint(pod, addressed, annotated, running, attached, programmed, done, routeTold, finding);
    }

    Endpoint told(Finding next, boolean route) {
        return new Endpoint(
                pod, addressed, annotated, running, attached, programmed, measured, route, Optional.of(next));
    }

    /** It has an open finding. */
    boolean isOpen() {
        return finding.filter(open -> !open.last().state().isEnd()).isPresent();
    }

    /** It had a finding, which has ended. */
    boolean isOver() {
        return finding.isPresent() && !isOpen();
    }

    /** The agent makes an endpoint of it, and on Linux a route and files. */
    boolean isMeant() {
        return pod.isAlive() && !pod.isWindows() && !KubeVirt.isMachine(pod.labels());
    }
}
