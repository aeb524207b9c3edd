/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.remediation.order.Refusal;
import io.flowmend.remediation.order.Task;
import java.util.Optional;
import java.util.Set;

/**
 * What this node lets itself be told.
 *
 * @param dryRun nothing is acted on, whatever a command's own mode is
 * @param actions names of {@link Task#action()}
 * @param mostTargets a larger batch is refused whole
 */
public record LocalPolicy(boolean dryRun, Set<String> actions, int mostTargets) implements Step.Gate {

    public LocalPolicy {
        actions = Set.copyOf(actions);
    }

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public Optional<Refusal> check(Received received) {
        var task = received.order().task();
        if (task instanceof Task.Impossible(var why)) {
            return Optional.of(new Refusal.NotPossible(why));
        }
        if (!actions.contains(task.action())) {
            return Optional.of(new Refusal.ActionNotAllowed(task.action()));
        }
        var size = task.targets().size();
        return size <= mostTargets ? Optional.empty() : Optional.of(new Refusal.BatchTooLarge(size, mostTargets));
    }
}
