/* Licensed under Apache-2.0. */
package io.flowmend.remediation.support;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.remediation.node.Hands;
import io.flowmend.remediation.node.NatAnswer;
import io.flowmend.remediation.node.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node with entries and one rule, that notes what is done to it. */
public final class TestNode implements Hands {

    private final Map<EntryKey, Entry> entries = new HashMap<>();
    private final List<Entry> deleted = new ArrayList<>();
    private NatAnswer rule = new NatAnswer.NoRule();
    private Runnable atDelete = () -> {};

    public void has(Entry entry) {
        entries.put(entry.key(), entry);
    }

    public void rule(NatAnswer now) {
        rule = now;
    }

    /** Happens at each deletion, before it. */
    public void atDelete(Runnable what) {
        atDelete = what;
    }

    public List<Entry> deleted() {
        return List.copyOf(deleted);
    }

    @Override
    public Optional<Entry> entry(EntryKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public NatAnswer nat(ServiceAddress address) {
        return rule;
    }

    @Override
    public boolean isLocal(Ip address) {
        return false;
    }

    @Override
    public Optional<String> outgoing(Ip address) {
        return Optional.empty();
    }

    @Override
    public Duration unrepliedTimeout(int protocol) {
        return Duration.ofSeconds(30);
    }

    @Override
    public Optional<Socket> socket(long netns, long cookie) {
        return Optional.empty();
    }

    @Override
    public void awaitRules(Duration atMost) {}

    @Override
    public List<Long> ports() {
        return List.of(77L);
    }

    @Override
    public boolean delete(Entry entry) {
        atDelete.run();
        deleted.add(entry);
        return entries.remove(entry.key()) != null;
    }

    @Override
    public boolean destroy(Socket socket) {
        throw new AssertionError("no sockets here");
    }
}
