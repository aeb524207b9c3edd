/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.remediation.course.Report;
import io.flowmend.remediation.course.Results;
import io.flowmend.remediation.course.Status;
import io.flowmend.remediation.order.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A results topic that takes its time, and nothing at all while the broker is down. */
final class SimulatedResults implements Results {

    private final World world;
    private final List<Report> taken = new ArrayList<>();
    private final Set<String> delivered = new HashSet<>();

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
        delivered.add(report.order().id());
    }

    @Override
    public Set<String> delivered() {
        var ids = Set.copyOf(delivered);
        delivered.clear();
        return ids;
    }

    List<Report> taken() {
        return List.copyOf(taken);
    }

    /** Commands whose end was told. */
    Set<String> ended() {
        return taken.stream()
                .filter(report -> report.status() != Status.STARTED)
                .map(report -> report.order().id())
                .collect(Collectors.toSet());
    }

    boolean hasStarted(String commandId) {
        return taken.stream()
                .anyMatch(report ->
                        report.status() == Status.STARTED && report.order().id().equals(commandId));
    }
}
