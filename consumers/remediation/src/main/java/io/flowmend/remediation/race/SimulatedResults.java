/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.remediation.course.Report;
import io.flowmend.remediation.course.Results;
import io.flowmend.remediation.course.Status;
import io.flowmend.remediation.order.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A results topic that takes its time, and nothing at all while the broker is down. */
final class SimulatedResults implements Results {

    private final World world;
    private final List<Report> taken = new ArrayList<>();

    SimulatedResults(World world) {
        this.world = world;
    }

    @Override
    public Optional<Refusal> acknowledged(Report report, Duration atMost) {
        if (!world.acknowledges(atMost)) {
            return Optional.of(new Refusal.BrokerSilent("no acknowledgement within " + atMost.toMillis() + " ms"));
        }
        taken.add(report);
        return Optional.empty();
    }

    @Override
    public void send(Report report) {
        taken.add(report); // what the broker does not take now the client sends later
    }

    List<Report> taken() {
        return List.copyOf(taken);
    }

    boolean hasStarted(String commandId) {
        return taken.stream()
                .anyMatch(report ->
                        report.status() == Status.STARTED && report.order().id().equals(commandId));
    }
}
