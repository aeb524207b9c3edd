/* Licensed under Apache-2.0. */
package io.flowmend.local.demo;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.local.demo.NodeScript.Line;
import io.flowmend.remediation.node.Hands;
import io.flowmend.remediation.node.NatAnswer;
import io.flowmend.remediation.node.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A node of a scenario, as its executor would read it from the kernel at this moment of the play. It holds entries and NAT rules;
 * nothing can be done to it, so its executor must be one in dry-run. Safe for many threads.
 */
public final class ScenarioNode implements Hands {

    /** nf_conntrack_udp_timeout and nf_conntrack_tcp_timeout_syn_sent, the kernel's defaults. */
    private static final Duration UDP = Duration.ofSeconds(30);

    private static final Duration SYN_SENT = Duration.ofMinutes(2);

    private final NodeScript script;
    private final Clock clock;
    private volatile Optional<Duration> shift = Optional.empty();

    public ScenarioNode(NodeScript script, Clock clock) {
        this.script = script;
        this.clock = clock;
    }

    public String cluster() {
        return script.cluster();
    }

    public String node() {
        return script.node();
    }

    /** From now on it is as the script says; before, it holds nothing. */
    void playing(Duration shiftOfTimes) {
        shift = Optional.of(shiftOfTimes);
    }

    @Override
    public Optional<Entry> entry(EntryKey key) {
        return last(line -> isAbout(line, key.original())).flatMap(this::present);
    }

    private static boolean isAbout(Line line, FlowTuple original) {
        return switch (line) {
            case Line.Shows shows -> shows.entry().key().original().equals(original);
            case Line.Ends ends -> ends.original().equals(original);
            case Line.Answers _ -> false;
        };
    }

    /** Its life goes on: whole seconds, cut off, as the kernel shows them. */
    private Optional<Entry> present(Line line) {
        if (!(line instanceof Line.Shows(var at, var entry)) || entry.timeoutSeconds() == null) {
            return Optional.empty();
        }
        var left = Duration.ofSeconds(entry.timeoutSeconds()).minus(Duration.between(at, now()));
        return left.isNegative()
                ? Optional.empty()
                : Optional.of(
                        new Entry(entry.key(), entry.id(), entry.status(), (int) left.toSeconds(), entry.tcpState()));
    }

    @Override
    public NatAnswer nat(ServiceAddress address) {
        return last(line -> line instanceof Line.Answers answers
                        && answers.address().equals(address))
                .map(line -> ((Line.Answers) line).answer())
                .orElseGet(NatAnswer.NoRule::new);
    }

    private Optional<Line> last(Predicate<Line> wanted) {
        return shift.isEmpty()
                ? Optional.empty()
                : script.lines().stream()
                        .filter(wanted.and(line -> !line.at().isAfter(now())))
                        .reduce((_, later) -> later);
    }

    private Instant now() {
        return clock.instant().minus(shift.orElse(Duration.ZERO));
    }

    /** It has the addresses of no service. */
    @Override
    public boolean isLocal(Ip address) {
        return false;
    }

    /** It has one interface. */
    @Override
    public Optional<String> outgoing(Ip address) {
        return Optional.of("eth0");
    }

    @Override
    public Duration unrepliedTimeout(int protocol) {
        return protocol == ServiceAddress.TCP ? SYN_SENT : UDP;
    }

    @Override
    public Optional<Socket> socket(long netns, long cookie) {
        return Optional.empty();
    }

    @Override
    public void awaitRules(Duration atMost) {
        LockSupport.parkNanos(atMost.toNanos());
    }

    @Override
    public boolean delete(Entry entry) {
        throw new IllegalStateException("a scenario's node cannot be acted on: its executor is not in dry-run");
    }

    @Override
    public boolean destroy(Socket socket) {
        throw new IllegalStateException("a scenario's node cannot be acted on: its executor is not in dry-run");
    }
}
