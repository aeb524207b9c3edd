/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.common.keys.KeyState;
import io.flowmend.remediation.clock.GuardedClock;
import io.flowmend.remediation.order.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The steps in their order. */
public record Pipeline(List<Step> steps) {

    public Pipeline {
        steps = List.copyOf(steps);
    }

    /**
     * What the standard pipeline is made of.
     *
     * @param memory steps of the journal: what was seen, and the witness of a start
     */
    public record Parts(
            Function<String, KeyState> keys,
            Addressed addressed,
            GuardedClock clock,
            List<Step> memory,
            OffSwitch offSwitch,
            LocalPolicy policy,
            Limits limits) {
        public Parts {
            memory = List.copyOf(memory);
        }
    }

    /**
     * What the executor runs (design, section 7). Among the truths the rules come first, which take longest to read, and the
     * target itself last, so that as little as can be lies between its reading and the act.
     */
    public static Pipeline standard(Parts parts) {
        var steps = new ArrayList<Step>();
        steps.add(new Signed(parts.keys()));
        steps.add(parts.addressed());
        steps.add(new NotExpired(parts.clock(), parts.limits()));
        steps.addAll(parts.memory());
        steps.add(parts.offSwitch());
        steps.add(parts.policy());
        steps.add(new RuleAllows());
        steps.add(new AddressNotLocal());
        steps.add(new OwnerIsGone());
        steps.add(new SocketLeadsToGone());
        steps.add(new SameEntry());
        steps.add(new StillBroken());
        steps.add(new InUse());
        steps.add(new SameSocket());
        steps.add(new SocketIsStuck());
        return new Pipeline(steps);
    }

    /** The first gate that refuses. */
    public Optional<Refusal> refusal(Received received) {
        return of(Step.Gate.class)
                .flatMap(gate -> gate.check(received).stream())
                .findFirst();
    }

    /** The first guard that refuses. */
    public Optional<Refusal> refusalNow(Received received) {
        return of(Step.Guard.class)
                .flatMap(guard -> guard.before(received).stream())
                .findFirst();
    }

    /** Tells every witness, until one cannot record it. */
    public Optional<Refusal> started(Received received) {
        return of(Step.Witness.class)
                .flatMap(witness -> witness.started(received).stream())
                .findFirst();
    }

    /** Looks until something is settled; what is only not yet so must not hide that the target is gone. */
    public Look look(Round round) {
        var all = Look.HOLDS;
        for (var truth : of(Step.Truth.class).toList()) {
            switch (truth.look(round)) {
                case Look.Holds _ -> {}
                case Look.NotYet later -> all = all instanceof Look.Holds ? later : all;
                case Look.Differs differs -> {
                    return differs;
                }
                case Look.NothingLeft nothing -> {
                    return nothing;
                }
            }
        }
        return all;
    }

    private <T extends Step> Stream<T> of(Class<T> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast);
    }
}
