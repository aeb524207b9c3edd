/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.nodeloss;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.service.AddressFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The clients of one service address that a lost node carried and another node reset.
 *
 * @param service as it was at the first reset
 * @param kubeRouter version on the resetting node, as it told it
 * @param waiting resets that are not judged yet
 * @param listed those that were found sound, the first of them
 * @param clients how many were found sound
 * @param lostAt when the node was lost, once that is established
 */
public record Batch(
        Form form,
        AddressFact service,
        Optional<String> kubeRouter,
        List<Broken> waiting,
        List<Broken> listed,
        int clients,
        Optional<Instant> lostAt,
        Optional<Finding> finding) {

    public Batch {
        waiting = List.copyOf(waiting);
        listed = List.copyOf(listed);
    }

    static Batch of(Form form, AddressFact service, Optional<String> kubeRouter) {
        return new Batch(form, service, kubeRouter, List.of(), List.of(), 0, Optional.empty(), Optional.empty());
    }

    Batch plus(Broken another) {
        var all = new ArrayList<>(waiting);
        if (all.stream().noneMatch(known -> known.client().equals(another.client()))
                && listed.stream().noneMatch(known -> known.client().equals(another.client()))) {
            all.add(another);
        }
        return waiting(all);
    }

    Batch waiting(List<Broken> left) {
        return new Batch(form, service, kubeRouter, left, listed, clients, lostAt, finding);
    }

    /** @param most of them to list */
    Batch judged(List<Broken> sound, int most) {
        var more = new ArrayList<>(listed);
        sound.stream().limit(Math.max(0, most - listed.size())).forEach(more::add);
        return new Batch(form, service, kubeRouter, waiting, more, clients + sound.size(), lostAt, finding);
    }

    Batch lost(Instant at) {
        return new Batch(form, service, kubeRouter, waiting, listed, clients, Optional.of(at), finding);
    }

    Batch told(Finding told) {
        return new Batch(form, service, kubeRouter, waiting, listed, clients, lostAt, Optional.of(told));
    }
}
