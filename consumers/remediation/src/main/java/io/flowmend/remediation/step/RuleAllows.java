/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.remediation.node.NatAnswer;
import io.flowmend.remediation.order.EntryTarget;
import io.flowmend.remediation.order.SocketTarget;
import io.flowmend.remediation.order.Target;
import io.flowmend.remediation.order.Task;
import java.util.function.Supplier;

/**
 * The node's NAT rules make the deletion right: for an un-NATed entry a rule for exactly its address leads to a backend; for an
 * entry of a gone owner none leads to the gone address any more. Rules are known of zone 0 only.
 */
record RuleAllows() implements Step.Truth {

    @Override
    public String name() {
        return "rule";
    }

    @Override
    public Look look(Round round) {
        return switch (round.task()) {
            case Task.MendUnNated task -> inZoneZero(round.target(), () -> leadsSomewhere(round, task.address()));
            case Task.FreeEntries task -> inZoneZero(round.target(), () -> leadsElsewhere(round, task));
            case Task.FreeSockets _, Task.Impossible _ -> Look.HOLDS;
        };
    }

    private static Look inZoneZero(Target target, Supplier<Look> look) {
        return target instanceof EntryTarget entry && entry.key().zone() != 0
                ? Look.unknown("the entry is in zone " + entry.key().zone()
                        + "; the NAT rules of another zone than 0 are not known")
                : look.get();
    }

    private static Look leadsSomewhere(Round round, ServiceAddress address) {
        return switch (round.nat(address)) {
            case NatAnswer.LeadsTo(var backends) when !backends.isEmpty() -> Look.HOLDS;
            case NatAnswer.LeadsTo _ -> new Look.NotYet("its NAT rule led to no backend");
            case NatAnswer.Refused _ -> new Look.NotYet("the node refused new flows to " + words(address));
            case NatAnswer.NoRule _ -> new Look.NotYet("no NAT rule was there for " + words(address));
            case NatAnswer.NotUnderstood odd -> notUnderstood(odd);
            case NatAnswer.Changing(var readings) -> changing(readings);
        };
    }

    private static Look leadsElsewhere(Round round, Task.FreeEntries task) {
        var gone = new NatAnswer.Endpoint(task.gone().address(), replyPort(round.target()));
        return switch (round.nat(task.address())) {
            case NatAnswer.LeadsTo(var backends)
            when backends.contains(gone) ->
                new Look.NotYet("the NAT rule for " + words(task.address()) + " still led to the gone address "
                        + gone.ip() + ":" + gone.port());
            case NatAnswer.LeadsTo _, NatAnswer.Refused _ -> Look.HOLDS;
            case NatAnswer.NoRule _ -> unlessItLoops(round, task.address().ip(), client(round.target()));
            case NatAnswer.NotUnderstood odd -> notUnderstood(odd);
            case NatAnswer.Changing(var readings) -> changing(readings);
        };
    }

    private static Look notUnderstood(NatAnswer.NotUnderstood odd) {
        return Look.unknown("the NAT rules are not understood: " + odd.why());
    }

    private static Look changing(int readings) {
        return new Look.NotYet("the NAT rules changed at each of " + readings + " readings");
    }

    /** Without a rule the next packet is routed: back to where it comes from it could go round for ever (felix #2690). */
    private static Look unlessItLoops(Round round, Ip service, Ip client) {
        var out = round.outgoing(service);
        return out.isPresent() && out.equals(round.outgoing(client))
                ? Look.differs("without a NAT rule the next packet to " + service + " would leave by " + out.get()
                        + ", through which its sender is reached: a router could loop it")
                : Look.HOLDS;
    }

    private static int replyPort(Target target) {
        return target instanceof EntryTarget entry ? entry.key().reply().sourcePort() : 0;
    }

    private static Ip client(Target target) {
        return switch (target) {
            case EntryTarget entry -> entry.key().original().source();
            case SocketTarget socket -> socket.tuple().source();
        };
    }

    private static String words(ServiceAddress address) {
        return address.ip() + ":" + address.port() + "/" + address.protocol();
    }
}
