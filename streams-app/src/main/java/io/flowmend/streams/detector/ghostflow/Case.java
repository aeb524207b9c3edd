/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All flows of one kind towards one address on one node: what becomes one finding.
 *
 * @param epoch what completed the evidence of its first flow
 * @param flows how many there are now
 * @param news there is something to say that has not been said
 * @param wake when it wants its next turn
 * @param emitted when it spoke last; empty while it has not
 * @param stranger uid of who owned the address when it spoke last
 * @param healed who removed flows of it
 */
public record Case(
        Id id,
        String epoch,
        int flows,
        boolean news,
        Optional<Instant> wake,
        Optional<Instant> emitted,
        Optional<String> stranger,
        Optional<Healed> healed) {

    /**
     * @param service {@code namespace/name}
     * @param former uid of the owner that ended
     * @param via service address through which the flows were made, as text; empty if towards the pod's own
     */
    public record Id(String service, String former, Form form, Certainty certainty, String via) {

        /** Key of the case among those of one node and address. */
        public String text() {
            return String.join("|", service, former, form.text(), certainty.name(), via);
        }
    }

    /**
     * Who removed flows of a case.
     *
     * @param reason of the last removal, as a sentence
     * @param port netlink port from which all that were removed were; empty if they were several
     */
    public record Healed(String reason, OptionalLong port) {

        Healed after(Healed earlier) {
            return new Healed(reason, port.equals(earlier.port) ? port : OptionalLong.empty());
        }
    }

    static Case begin(Id id, String cause) {
        // Findings of one owner differ in what the subject does not tell; the epoch does.
        var epoch = String.join(" ", id.form().text(), id.certainty().name(), id.via(), cause);
        return new Case(id, epoch, 0, true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    boolean isOpen() {
        return emitted.isPresent();
    }

    Case joined() {
        return new Case(id, epoch, flows + 1, true, wake, emitted, stranger, healed);
    }

    Case left(Optional<Healed> by, boolean roomForOthers) {
        return new Case(id, epoch, flows - 1, news || roomForOthers, wake, emitted, stranger, healed(by));
    }

    private Optional<Healed> healed(Optional<Healed> by) {
        return by.map(last -> healed.map(last::after).orElse(last)).or(() -> healed);
    }

    Case waking(Instant at) {
        return new Case(id, epoch, flows, news, Optional.of(at), emitted, stranger, healed);
    }

    Case withNews() {
        return new Case(id, epoch, flows, true, wake, emitted, stranger, healed);
    }

    Case rested() {
        return new Case(id, epoch, flows, news, Optional.empty(), emitted, stranger, healed);
    }

    Case said(Instant at, Optional<String> owner) {
        return new Case(id, epoch, flows, false, Optional.empty(), Optional.of(at), owner, healed);
    }
}
