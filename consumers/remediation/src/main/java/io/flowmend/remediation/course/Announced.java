/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import io.flowmend.remediation.order.Refusal;
import io.flowmend.remediation.step.Node;
import io.flowmend.remediation.step.Received;
import io.flowmend.remediation.step.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Nobody acts in silence: the results topic has acknowledged the start before the first act. */
public record Announced(Results results, Node node) implements Step.Witness {

    @Override
    public String name() {
        return "announcement";
    }

    @Override
    public Optional<Refusal> started(Received received) {
        var left = received.left(node.clock().now(), node.clock().nanos());
        if (!left.isPositive()) {
            return Optional.of(new Refusal.Expired(left.negated()));
        }
        var most = node.limits().acknowledged();
        return results.acknowledged(report(received), left.compareTo(most) < 0 ? left : most);
    }

    private Report report(Received received) {
        return new Report(
                received.order(),
                Status.STARTED,
                false,
                "journalled, about to act",
                node.clock().now(),
                Optional.of(received.at()),
                Optional.empty(),
                Duration.ofNanos(node.clock().nanos() - received.nanos()),
                Optional.empty(),
                // Told before the act: whoever sees the entry go knows by whom, also if this process is killed right
                // after.
                node.hands().ports(),
                List.of());
    }
}
