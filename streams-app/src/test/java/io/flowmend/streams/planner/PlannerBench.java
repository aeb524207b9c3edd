/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.codec.PlannerStates;
import io.flowmend.streams.detector.BlastRadius;
import io.flowmend.streams.detector.Confidence;
import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.FindingState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.detector.Remedy;
import io.flowmend.streams.detector.Severity;
import io.flowmend.streams.detector.Subject;
import io.flowmend.streams.detector.Transition;
import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.order.sim.TreeStore;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** A planner over a tree, and findings to give it. */
final class PlannerBench implements Planner.Output {

    static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");

    final List<Command> commands = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    /** Those of {@link #decisions} that were made of a finding on its arrival. */
    final List<Decision> eager = new ArrayList<>();

    final List<Finding> published = new ArrayList<>();
    boolean canSign = true;
    private final TreeStore store = new TreeStore();
    private final Planner planner;
    /** As in a replay. */
    private Instant live = Instant.MIN;

    PlannerBench(PlannerConfig config) {
        planner = new Planner(store, new PlannerStates(), config, () -> canSign, this);
    }

    static PlannerConfig config(Mode mode, int budget, int breaker, Optional<Window> window) {
        return config(mode, 2, budget, budget, budget, breaker, window);
    }

    static PlannerConfig budgets(int node, int service, int cluster) {
        return config(Mode.AUTO, 2, node, service, cluster, 1000, Optional.empty());
    }

    static PlannerConfig attempts(int attempts) {
        return config(Mode.AUTO, attempts, 1000, 1000, 1000, 1000, Optional.empty());
    }

    private static PlannerConfig config(
            Mode mode, int attempts, int node, int service, int cluster, int breaker, Optional<Window> window) {
        return new PlannerConfig(
                Modes.all(mode),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                attempts,
                node,
                service,
                cluster,
                window,
                breaker,
                Duration.ofMinutes(1),
                Duration.ofMinutes(10));
    }

    static PlannerConfig auto() {
        return config(Mode.AUTO, 1000, 1000, Optional.empty());
    }

    static Instant at(double seconds) {
        return T0.plusNanos(Math.round(seconds * 1e9));
    }

    /** An open finding of a service, with so many entries to delete. */
    static Finding open(double at, String rule, String service, int flow, int targets) {
        return new Finding(
                rule,
                1,
                new Subject(
                        "test",
                        "node-a",
                        Optional.of(new Subject.Service("default", service, Optional.empty())),
                        Optional.empty(),
                        "203.0.113.7:162/udp",
                        Optional.of("flow " + flow),
                        OptionalInt.of(0)),
                "epoch " + at,
                "cause",
                "summary",
                "advice",
                Confidence.LIKELY,
                Severity.CRITICAL,
                false,
                BlastRadius.ONE_FLOW,
                Optional.of(remedy(at, flow, targets)),
                false,
                at(at),
                at(at),
                List.of(new Transition(FindingState.OPEN, at(at), "broken")),
                List.of());
    }

    static Remedy remedy(double at, int flow, int targets) {
        return remedy(at, flow, 0, targets);
    }

    static Remedy remedy(double at, int flow, int from, int to) {
        var tuple = new Tuple("10.1.0.2", "203.0.113.7", 5000, 162);
        var entries = IntStream.range(from, to)
                .mapToObj(id -> new Remedy.EntryTarget(0, flow * 100_000L + id, tuple, tuple, at(at)))
                .toList();
        return new Remedy(
                17,
                Optional.of(new ServiceAddress("203.0.113.7", 162, 17)),
                new Remedy.Because.Unnated(),
                entries,
                List.of());
    }

    /** From here on there is a present. */
    void live(double at) {
        live = at(at);
    }

    void finding(Finding finding) {
        finding(finding, live);
    }

    void finding(Finding finding, Instant live) {
        planner.finding(finding, live);
    }

    void ends(Finding finding, double at, FindingState state) {
        finding(finding.then(new Transition(state, at(at), "ended"), List.of()));
    }

    void result(Command of, Result.Outcome outcome, double at) {
        result(of, outcome, at, Set.of());
    }

    void result(Command of, Result.Outcome outcome, double at, Set<Long> netlinkPorts) {
        planner.result(new Result(of.id(), of.finding().id(), outcome, "because", netlinkPorts, ref(at)), live);
    }

    void allMended(double at) {
        List.copyOf(commands).forEach(command -> result(command, Result.Outcome.MENDED, at));
    }

    boolean approval(String finding, boolean yes, double at) {
        return approval(finding, yes, at, Optional.empty());
    }

    boolean approval(String finding, boolean yes, double at, Optional<String> why) {
        return planner.approval(new Approval(finding, yes, "ada", why, ref(at)), live);
    }

    void clock(double at) {
        planner.clock(at(at), live);
    }

    OptOuts optOuts() {
        return planner.optOuts();
    }

    /** Entries of the store. */
    int kept() {
        return store.size();
    }

    /** The last thing said. */
    String reason() {
        return decisions.getLast().reason();
    }

    Transition lastStep() {
        return published.getLast().last();
    }

    List<Verdict> verdicts() {
        return decisions.stream().map(Decision::verdict).toList();
    }

    private static RecordRef ref(double at) {
        return new RecordRef("topic", 0, 0, "somebody", at(at));
    }

    @Override
    public void decided(Decision decision, boolean isEager) {
        decisions.add(decision);
        if (isEager) {
            eager.add(decision);
        }
    }

    @Override
    public void command(Command command) {
        commands.add(command);
    }

    @Override
    public void published(Finding finding) {
        published.add(finding);
    }
}
