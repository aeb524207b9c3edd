/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.streams.planner.Case;
import io.flowmend.streams.planner.PlannerCodec;
import io.flowmend.streams.planner.Said;
import io.flowmend.streams.planner.Sent;
import io.flowmend.streams.planner.Tally;
import io.flowmend.streams.planner.Verdict;
import io.flowmend.streams.state.PlannerCase;
import io.flowmend.streams.state.PlannerMoment;
import io.flowmend.streams.state.PlannerSent;
import io.flowmend.streams.state.PlannerTally;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The planner's state as it is stored. */
public final class PlannerStates implements PlannerCodec {

    private static final StateCodec<PlannerCase> CASE =
            new StateCodec<>(PlannerCase.getEncoder(), PlannerCase.getDecoder());
    private static final StateCodec<PlannerTally> TALLY =
            new StateCodec<>(PlannerTally.getEncoder(), PlannerTally.getDecoder());

    @Override
    public byte[] write(Case open) {
        return CASE.write(PlannerCase.newBuilder()
                .setFinding(ByteBuffer.wrap(Findings.bytes(open.finding())))
                .setRuled(open.ruled())
                .setOwnLines(open.ownLines())
                .setSettled(open.settled())
                .setAlarmed(open.alarmed())
                .setAnswer(open.answer().name())
                .setAttempts(open.attempts())
                .setMissed(open.missed())
                .setMended(open.mended())
                .setPorts(sorted(open.ports()))
                .setSent(open.sent().map(PlannerStates::avro).orElse(null))
                .setVerdict(open.said().map(said -> said.verdict().name()).orElse(null))
                .setReason(open.said().map(Said::reason).orElse(null))
                .build());
    }

    @Override
    public Case open(byte[] bytes) {
        var avro = CASE.read(bytes);
        return new Case(
                Findings.finding(Edges.payload(avro.getFinding())),
                avro.getRuled(),
                avro.getOwnLines(),
                avro.getSettled(),
                avro.getAlarmed(),
                Case.Answer.valueOf(avro.getAnswer()),
                avro.getAttempts(),
                avro.getMissed(),
                avro.getMended(),
                Set.copyOf(avro.getPorts()),
                Optional.ofNullable(avro.getSent()).map(PlannerStates::sent),
                said(avro.getVerdict(), avro.getReason()));
    }

    @Override
    public byte[] write(Tally tally) {
        return TALLY.write(new PlannerTally(tally.moments().stream()
                .map(moment -> new PlannerMoment(moment.at(), moment.name()))
                .toList()));
    }

    @Override
    public Tally tally(byte[] bytes) {
        return new Tally(TALLY.read(bytes).getMoments().stream()
                .map(moment -> new Tally.Moment(moment.getAt(), moment.getName()))
                .toList());
    }

    private static PlannerSent avro(Sent sent) {
        return new PlannerSent(
                sent.id(),
                sent.issuedAt(),
                sent.expiresAt(),
                sorted(sent.targets()),
                sent.fate().name());
    }

    private static Sent sent(PlannerSent avro) {
        return new Sent(
                avro.getId(),
                avro.getIssuedAt(),
                avro.getExpiresAt(),
                Set.copyOf(avro.getTargets()),
                Sent.Fate.valueOf(avro.getFate()));
    }

    private static Optional<Said> said(@Nullable String verdict, @Nullable String reason) {
        return verdict == null || reason == null
                ? Optional.empty()
                : Optional.of(new Said(Verdict.valueOf(verdict), reason));
    }

    private static List<Long> sorted(Set<Long> numbers) {
        return List.copyOf(new TreeSet<>(numbers));
    }
}
