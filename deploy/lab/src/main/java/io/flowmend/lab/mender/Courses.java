/* Licensed under Apache-2.0. */
package io.flowmend.lab.mender;

import io.flowmend.lab.cases.Breakage;
import io.flowmend.lab.mender.Subscriber.Said;
import io.flowmend.lab.net.Transport;
import io.flowmend.lab.process.Waiting;
import io.flowmend.lab.report.Course;
import io.flowmend.lab.world.Flow;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.remediation.Decision;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.RemediationResult;
import io.flowmend.schemas.remediation.Remedy;
import io.flowmend.schemas.remediation.ResultStatus;
import io.flowmend.schemas.telemetry.Tuple;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds in the topics what Flowmend did about one run. */
public final class Courses {

    /** Results and the ends of findings come after the mend. */
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(8);

    private final Subscriber subscriber;

    Courses(Subscriber subscriber) {
        this.subscriber = subscriber;
    }

    /** Waits a moment for what is still to come. */
    public Course of(Breakage breakage) {
        Waiting.holdsWithin(SETTLES_WITHIN, () -> settled(breakage.flows()));
        return soFar(breakage.flows());
    }

    /** Waits for nothing. */
    public Course soFar(List<Flow> flows) {
        var said = about(flows);
        return new Course(
                first(said, Finding.class),
                first(said, RemediationCommand.class),
                acted(said),
                said.stream().map(Courses::line).toList(),
                count(said, Finding.class, finding -> finding.getState() == FindingState.OPEN),
                count(said, RemediationCommand.class, command -> true));
    }

    /** All that names one of the flows, and all that names a finding that does. */
    List<Said> about(List<Flow> flows) {
        var wanted = Set.copyOf(flows);
        var all = subscriber.all();
        var findings = new HashSet<String>();
        all.forEach(said -> namedFinding(said, wanted).ifPresent(findings::add));
        return all.stream().filter(said -> findings.contains(findingOf(said))).toList();
    }

    /** Commands at targets that are not among these flows. */
    List<String> commandsElsewhere(Set<Flow> flows) {
        return subscriber.all().stream()
                .filter(said -> said.value() instanceof RemediationCommand command
                        && !flows.containsAll(targets(command.getRemedy()).toList()))
                .map(Courses::line)
                .toList();
    }

    /** Netlink ports that the executor acted from. */
    Set<Long> executorPorts() {
        var ports = new HashSet<Long>();
        subscriber.all().forEach(said -> {
            if (said.value() instanceof RemediationResult result) {
                ports.addAll(result.getNetlinkPorts());
            }
        });
        return ports;
    }

    private boolean settled(List<Flow> flows) {
        var said = about(flows);
        var open = new HashSet<String>();
        for (var one : said) {
            if (one.value() instanceof Finding finding) {
                if (finding.getEndedAt() == null) {
                    open.add(finding.getId());
                } else {
                    open.remove(finding.getId());
                }
            }
        }
        return !said.isEmpty() && open.isEmpty();
    }

    private static Optional<String> namedFinding(Said said, Set<Flow> wanted) {
        return switch (said.value()) {
            case Finding finding when names(finding, wanted) -> Optional.of(finding.getId());
            case RemediationCommand command
            when targets(command.getRemedy()).anyMatch(wanted::contains) -> Optional.of(command.getFindingId());
            default -> Optional.empty();
        };
    }

    private static boolean names(Finding finding, Set<Flow> wanted) {
        var flow = finding.getSubject().getFlow();
        return wanted.stream().anyMatch(one -> one.toString().equals(flow))
                || Stream.ofNullable(finding.getRemedy())
                        .flatMap(Courses::targets)
                        .anyMatch(wanted::contains);
    }

    private static Stream<Flow> targets(Remedy remedy) {
        var transport = remedy.getProtocol() == 6 ? Transport.TCP : Transport.UDP;
        return Stream.concat(
                remedy.getEntries().stream().map(entry -> flow(transport, entry.getOriginal())),
                remedy.getSockets().stream().map(socket -> flow(transport, socket.getTuple())));
    }

    private static Flow flow(Transport transport, Tuple tuple) {
        return new Flow(
                transport,
                new InetSocketAddress(InetAddress.ofLiteral(tuple.getSource()), tuple.getSourcePort()),
                new InetSocketAddress(InetAddress.ofLiteral(tuple.getDestination()), tuple.getDestinationPort()));
    }

    private static String findingOf(Said said) {
        return switch (said.value()) {
            case Finding finding -> finding.getId();
            case Decision decision -> decision.getFindingId();
            case RemediationCommand command -> command.getFindingId();
            case RemediationResult result -> result.getFindingId();
            default -> "";
        };
    }

    private static Optional<Instant> first(List<Said> said, Class<?> type) {
        return said.stream()
                .filter(one -> type.isInstance(one.value()))
                .map(Said::readableAt)
                .findFirst();
    }

    private static <T> int count(List<Said> said, Class<T> type, Predicate<T> which) {
        return (int) said.stream()
                .map(Said::value)
                .filter(type::isInstance)
                .map(type::cast)
                .filter(which)
                .count();
    }

    private static Optional<Instant> acted(List<Said> said) {
        return said.stream()
                .map(one -> one.value() instanceof RemediationResult result ? result.getActedAt() : null)
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
    }

    private static String line(Said said) {
        return switch (said.value()) {
            case Finding finding -> "finding %s %s at %s".formatted(finding.getId(), finding.getState(), said.place());
            case Decision decision ->
                "decision %s (%s) at %s".formatted(decision.getVerdict(), decision.getReason(), said.place());
            case RemediationCommand command ->
                "command %s for %d targets at %s"
                        .formatted(command.getId(), targets(command.getRemedy()).count(), said.place());
            case RemediationResult result ->
                "result %s %s%s at %s"
                        .formatted(result.getCommandId(), result.getStatus(), reason(result), said.place());
            default -> said.value().getSchema().getName() + " at " + said.place();
        };
    }

    private static String reason(RemediationResult result) {
        return result.getStatus() == ResultStatus.MENDED || result.getStatus() == ResultStatus.STARTED
                ? ""
                : " (" + result.getReason() + ")";
    }
}
