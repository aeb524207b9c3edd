/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.finding.BlastRadius;
import io.flowmend.schemas.finding.Confidence;
import io.flowmend.schemas.finding.Evidence;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.finding.Severity;
import io.flowmend.schemas.finding.Subject;
import io.flowmend.schemas.finding.Transition;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Findings as the topic has them. */
public final class Findings {

    private static final StateCodec<Finding> CODEC = new StateCodec<>(Finding.getEncoder(), Finding.getDecoder());

    public static Finding avro(io.flowmend.streams.detector.Finding finding) {
        return Finding.newBuilder()
                .setId(finding.id())
                .setRule(finding.rule())
                .setRuleVersion(finding.ruleVersion())
                .setState(state(finding.last().state()))
                .setSeverity(Severity.valueOf(finding.severity().name()))
                .setConfidence(Confidence.valueOf(finding.confidence().name()))
                .setCauseClass(finding.causeClass())
                .setSummary(finding.summary())
                .setAdvice(finding.advice())
                .setEpoch(finding.epoch())
                .setCluster(finding.subject().cluster())
                .setSubject(subject(finding.subject()))
                .setBlast(new BlastRadius(
                        finding.blast().pods(),
                        finding.blast().flows(),
                        finding.blast().nodes()))
                .setMisdelivery(finding.misdelivery())
                .setEager(finding.eager())
                .setRemedy(finding.remedy().map(Remedies::avro).orElse(null))
                .setBrokenAt(finding.brokenAt())
                .setDetectedAt(finding.detectedAt())
                .setEndedAt(finding.endedAt().orElse(null))
                .setTransitions(
                        finding.transitions().stream().map(Findings::transition).toList())
                .setEvidence(finding.evidence().stream().map(Findings::evidence).toList())
                .build();
    }

    /** The finding as a rule keeps it while it is open. */
    static byte[] bytes(io.flowmend.streams.detector.Finding finding) {
        return CODEC.write(avro(finding));
    }

    static io.flowmend.streams.detector.Finding finding(byte[] bytes) {
        var avro = CODEC.read(bytes);
        return new io.flowmend.streams.detector.Finding(
                avro.getRule(),
                avro.getRuleVersion(),
                subject(avro),
                avro.getEpoch(),
                avro.getCauseClass(),
                avro.getSummary(),
                avro.getAdvice(),
                io.flowmend.streams.detector.Confidence.valueOf(
                        avro.getConfidence().name()),
                io.flowmend.streams.detector.Severity.valueOf(avro.getSeverity().name()),
                avro.getMisdelivery(),
                new io.flowmend.streams.detector.BlastRadius(
                        avro.getBlast().getPods(),
                        avro.getBlast().getFlows(),
                        avro.getBlast().getNodes()),
                Optional.ofNullable(avro.getRemedy()).map(Remedies::remedy),
                avro.getEager(),
                avro.getBrokenAt(),
                avro.getDetectedAt(),
                avro.getTransitions().stream().map(Findings::transition).toList(),
                avro.getEvidence().stream().map(Findings::evidence).toList());
    }

    private static Subject subject(io.flowmend.streams.detector.Subject subject) {
        var service = subject.service();
        return Subject.newBuilder()
                .setNode(subject.node())
                .setServiceNamespace(service.map(known -> known.namespace()).orElse(null))
                .setServiceName(service.map(known -> known.name()).orElse(null))
                .setServiceUid(service.flatMap(known -> known.uid()).orElse(null))
                .setPodUid(subject.podUid().orElse(null))
                .setAddress(subject.address())
                .setFlow(subject.flow().orElse(null))
                .setZone(subject.zone().isPresent() ? subject.zone().getAsInt() : null)
                .build();
    }

    private static io.flowmend.streams.detector.Subject subject(Finding avro) {
        var subject = avro.getSubject();
        var zone = subject.getZone();
        return new io.flowmend.streams.detector.Subject(
                avro.getCluster(),
                Objects.requireNonNull(subject.getNode()),
                service(subject),
                Optional.ofNullable(subject.getPodUid()),
                Objects.requireNonNull(subject.getAddress()),
                Optional.ofNullable(subject.getFlow()),
                zone == null ? OptionalInt.empty() : OptionalInt.of(zone));
    }

    private static Optional<io.flowmend.streams.detector.Subject.Service> service(Subject subject) {
        var namespace = subject.getServiceNamespace();
        var name = subject.getServiceName();
        return namespace == null || name == null
                ? Optional.empty()
                : Optional.of(new io.flowmend.streams.detector.Subject.Service(
                        namespace, name, Optional.ofNullable(subject.getServiceUid())));
    }

    private static FindingState state(io.flowmend.streams.detector.FindingState state) {
        return switch (state) {
            case OPEN -> FindingState.OPEN;
            case MENDING -> FindingState.MENDING;
            case RESOLVED -> FindingState.RESOLVED;
            case REFUSED -> FindingState.REFUSED;
            case HEALED_BY_OTHERS -> FindingState.HEALED_BY_OTHERS;
            case EXPIRED -> FindingState.EXPIRED;
            case WITHDRAWN -> FindingState.WITHDRAWN;
        };
    }

    private static io.flowmend.streams.detector.FindingState state(FindingState state) {
        return io.flowmend.streams.detector.FindingState.valueOf(state.name());
    }

    private static Transition transition(io.flowmend.streams.detector.Transition transition) {
        var port = transition.netlinkPort();
        return new Transition(
                state(transition.state()),
                transition.at(),
                transition.reason(),
                port.isPresent() ? port.getAsLong() : null);
    }

    private static io.flowmend.streams.detector.Transition transition(Transition transition) {
        var port = transition.getNetlinkPort();
        return new io.flowmend.streams.detector.Transition(
                state(transition.getState()),
                transition.getAt(),
                transition.getReason(),
                port == null ? OptionalLong.empty() : OptionalLong.of(port));
    }

    private static Evidence evidence(io.flowmend.streams.detector.Evidence evidence) {
        var record = evidence.record();
        return new Evidence(
                evidence.says(), record.origin(), record.topic(), record.partition(), record.offset(), record.time());
    }

    private static io.flowmend.streams.detector.Evidence evidence(Evidence evidence) {
        return new io.flowmend.streams.detector.Evidence(
                evidence.getSays(),
                new io.flowmend.streams.detector.RecordRef(
                        evidence.getTopic(),
                        evidence.getPartition(),
                        evidence.getOffset(),
                        evidence.getOrigin(),
                        evidence.getEventTime()));
    }

    private Findings() {}
}
