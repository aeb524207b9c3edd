/* Licensed under Apache-2.0. */
package io.flowmend.remediation.journal;

import io.flowmend.remediation.order.Refusal;
import io.flowmend.remediation.step.Received;
import io.flowmend.remediation.step.Step;
import java.io.IOException;
import java.util.Optional;

/** Never twice: a command that the journal or the results topic knows is refused, and a start is journalled before the first act. */
public record NotSeen(Journal journal) implements Step.Gate, Step.Witness {

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public Optional<Refusal> check(Received received) {
        var order = received.order();
        if (journal.seen(order.id())) {
            return Optional.of(new Refusal.AlreadySeen());
        }
        return journal.isDamaged() && order.issuedAt().isBefore(journal.openedAt())
                ? Optional.of(new Refusal.PerhapsSeen(journal.openedAt()))
                : Optional.empty();
    }

    @Override
    public Optional<Refusal> started(Received received) {
        try {
            journal.started(received.order(), received.at());
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(new Refusal.JournalFailed(String.valueOf(failed.getMessage())));
        }
    }
}
