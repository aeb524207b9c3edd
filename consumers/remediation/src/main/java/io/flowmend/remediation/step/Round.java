/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.remediation.node.NatAnswer;
import io.flowmend.remediation.node.Socket;
import io.flowmend.remediation.order.EntryTarget;
import io.flowmend.remediation.order.GoneOwner;
import io.flowmend.remediation.order.SocketTarget;
import io.flowmend.remediation.order.Target;
import io.flowmend.remediation.order.Task;
import io.flowmend.remediation.owner.Ownership;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One look at everything that makes an act on one target right. Each thing is read when a truth first asks for it and at most
 * once; the round knows how old its oldest reading is. A round is never kept: the next look is a new one.
 */
public final class Round {

    private final Node node;
    private final Rules rules;
    private final Task task;
    private final Target target;
    private OptionalLong oldest = OptionalLong.empty();
    private Optional<Entry> entry = Optional.empty();
    private Optional<Socket> socket = Optional.empty();
    private boolean entryRead;
    private boolean socketRead;

    Round(Node node, Rules rules, Task task, Target target) {
        this.node = node;
        this.rules = rules;
        this.task = task;
        this.target = target;
    }

    public Task task() {
        return task;
    }

    public Target target() {
        return target;
    }

    public Limits limits() {
        return node.limits();
    }

    /** Whether an act right now would rest on readings that are recent enough. */
    public boolean isFresh() {
        return oldest.isPresent()
                && node.clock().nanos() - oldest.getAsLong()
                        <= node.limits().fresh().toNanos();
    }

    public NatAnswer nat(ServiceAddress address) {
        var reading = rules.of(address);
        aged(reading.at());
        return reading.answer();
    }

    public Ownership owns(GoneOwner gone) {
        var answer = node.owners().owns(gone.uid(), gone.address(), gone.since());
        aged(node.clock().nanos());
        return answer;
    }

    public boolean isLocal(Ip address) {
        return node.hands().isLocal(address);
    }

    public Optional<String> outgoing(Ip address) {
        return node.hands().outgoing(address);
    }

    public Duration unrepliedTimeout(int protocol) {
        return node.hands().unrepliedTimeout(protocol);
    }

    /** The entry that has the target's original tuple now, whatever else it is. */
    public Optional<Entry> entry(EntryTarget wanted) {
        if (!entryRead) {
            entryRead = true;
            entry = node.hands().entry(wanted.key());
            aged(node.clock().nanos());
        }
        return entry;
    }

    /** The entry of another flow, read each time. */
    public Optional<Entry> entryOf(EntryKey flow) {
        return node.hands().entry(flow);
    }

    public Optional<Socket> socket(SocketTarget wanted) {
        if (!socketRead) {
            socketRead = true;
            socket = node.hands().socket(wanted.netns(), wanted.cookie());
            aged(node.clock().nanos());
        }
        return socket;
    }

    /** What was read of the target itself, in words; empty if nothing was, or nothing is there. */
    public Optional<String> seen() {
        return entry.map(Words::of).or(() -> socket.map(Words::of));
    }

    /**
     * Does it: deletes or destroys what this round has read.
     *
     * @return false if it was not there any more
     */
    public boolean act() {
        if (entry.isPresent()) {
            return node.hands().delete(entry.get());
        }
        if (socket.isPresent()) {
            return node.hands().destroy(socket.get());
        }
        throw new IllegalStateException("nothing was read of " + target.words());
    }

    private void aged(long at) {
        if (oldest.isEmpty() || at < oldest.getAsLong()) {
            oldest = OptionalLong.of(at);
        }
    }
}
