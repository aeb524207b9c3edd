/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.Entry;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.FlowTuple;
import io.flowmend.remediation.clock.Clocks;
import io.flowmend.remediation.node.Hands;
import io.flowmend.remediation.node.NatAnswer;
import io.flowmend.remediation.node.Socket;
import io.flowmend.remediation.order.SocketTarget;
import io.flowmend.remediation.order.Target;
import io.flowmend.remediation.owner.Owners;
import io.flowmend.remediation.owner.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A node, its pods, its disk's and its broker's slowness, and time: everything that the executor touches, in one thread. Each touch
 * takes simulated time and is a point at which the scenario's changes strike, before the executor gets its answer.
 *
 * <p>Long because it is one state: what a change means is seen only beside everything that it changes.
 */
final class World implements Hands, Owners, Clocks {

    static final Instant BEGIN = Instant.parse("2026-11-21T06:00:00Z");
    private static final long ORIGIN = Duration.ofHours(10).toNanos();

    private final Scenario scenario;
    private final SplittableRandom random;
    private final Judge judge;
    private final List<Scenario.Plan> plans;
    private final List<Change> happened = new ArrayList<>();
    private final Map<FlowTuple, SimulatedEntry> entries = new LinkedHashMap<>();
    private final Map<Long, SimulatedSocket> sockets = new LinkedHashMap<>();
    private final List<Packet> packets = new ArrayList<>();
    private final Set<Target> named = new HashSet<>();
    private final Map<FlowTuple, Lasting> leadsToGone = new LinkedHashMap<>();
    private final boolean loops;
    private Instant expiresAt = BEGIN;
    private Duration wallOffset = Duration.ZERO;
    private NatAnswer rule;
    private long nanos = ORIGIN;
    private long lastId = 1_000;
    private int point;
    private int life;
    private int deliveries;
    private boolean ownerBack;
    private boolean ownersKnown = true;
    private boolean local;
    private boolean off;
    private boolean brokerUp = true;

    /** The next packet of a flow whose entry is gone. */
    private record Packet(long at, EntryKey brokenKey, long formerId) {}

    World(Scenario scenario, SplittableRandom random, Judge judge) {
        this.scenario = scenario;
        this.random = random;
        this.judge = judge;
        this.plans = new ArrayList<>(scenario.plans());
        this.loops = random.nextInt(4) == 0;
        this.rule = scenario.ruleFirst() ? Cast.TO_BACKEND : ruleOfBefore();
        if (!scenario.ruleFirst()) {
            plans.add(plan(Change.RULE_RIGHT, random.nextInt(100)));
        }
        weigh();
    }

    // What the harness sets up and asks.

    void names(Target target, Instant expiry) {
        named.add(target);
        expiresAt = expiry;
    }

    SimulatedEntry newEntry(int index) {
        var flow = Cast.towardsService(index);
        var entry = new SimulatedEntry(Cast.broken(scenario.form(), flow), ++lastId, nanos);
        entries.put(flow, entry);
        return entry;
    }

    /** Half of the sockets are connected to the service, and their entry leads to the gone address; the others to the pod. */
    SimulatedSocket newSocket(int index, boolean throughService) {
        var flow = throughService
                ? newEntry(index).key.original()
                : new FlowTuple(
                        Cast.CLIENT, Cast.GONE, Cast.towardsService(index).sourcePort(), Cast.POD_PORT);
        var socket = new SimulatedSocket(
                new SocketTarget(
                        Cast.NETNS, ++lastId, Cast.protocol(scenario.form()), flow, Optional.of(SimulatedSocket.HEARD)),
                nanos);
        sockets.put(socket.identity.cookie(), socket);
        return socket;
    }

    Instant trueTime() {
        return BEGIN.plusNanos(nanos - ORIGIN);
    }

    List<Change> happened() {
        return List.copyOf(happened);
    }

    int life() {
        return life;
    }

    void nextLife() {
        life++;
    }

    /** How often the command has to be delivered once more. */
    int takeDeliveries() {
        var due = deliveries;
        deliveries = 0;
        return due;
    }

    /** Nothing touches the world until it changes by itself; false if it will not. */
    boolean pass() {
        var next = plans.stream()
                .filter(plan -> plan.point() < 0)
                .mapToLong(plan -> ORIGIN + plan.at().toNanos())
                .min();
        next.ifPresent(at -> touch(Math.max(1, at - nanos), true));
        return next.isPresent();
    }

    int draw(int bound) {
        return random.nextInt(bound);
    }

    boolean isOff() {
        return off;
    }

    // What the executor touches.

    @Override
    public Instant wall() {
        return trueTime().plus(wallOffset);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Ownership owns(String uid, Ip address, Instant since) {
        touch(micros(0, 3), true);
        if (!ownersKnown) {
            return new Ownership.Unknown("the pods are not read to their end yet");
        }
        return ownerBack ? new Ownership.Owns() : new Ownership.OwnsNot();
    }

    @Override
    public Optional<Entry> entry(EntryKey key) {
        touch(micros(10, 60), true);
        return Optional.ofNullable(entries.get(key.original())).map(entry -> entry.read(nanos));
    }

    @Override
    public NatAnswer nat(ServiceAddress address) {
        touch(micros(20, 2_000), true);
        return rule;
    }

    @Override
    public boolean isLocal(Ip address) {
        touch(micros(5, 20), true);
        return local;
    }

    @Override
    public Optional<String> outgoing(Ip address) {
        touch(micros(5, 30), true);
        return Optional.of(address.equals(Cast.SERVICE) || loops ? "eth0" : "veth1");
    }

    @Override
    public Duration unrepliedTimeout(int protocol) {
        touch(micros(5, 20), true);
        return SimulatedEntry.UNREPLIED;
    }

    @Override
    public Optional<Socket> socket(long netns, long cookie) {
        touch(micros(30, 200), true);
        return Optional.ofNullable(sockets.get(cookie)).map(socket -> socket.read(nanos));
    }

    @Override
    public void awaitRules(Duration atMost) {
        touch(random.nextLong(1, atMost.toNanos() + 1), true);
    }

    @Override
    public boolean delete(Entry order) {
        touch(micros(20, 150), false);
        var there = entries.get(order.key().original());
        if (there == null || there.id != order.id() || !there.key.equals(order.key())) {
            return false;
        }
        entries.remove(order.key().original());
        packets.add(new Packet(nanos + micros(500, 20_000), there.key, there.id));
        act(there.asTarget());
        judge.weigh(Wrong.ENTRY_ANSWERED, there.unanswered, nanos);
        judge.weigh(Wrong.ENTRY_UNUSED, there.used, nanos);
        return true;
    }

    @Override
    public boolean destroy(Socket order) {
        touch(micros(20, 150), false);
        var there = sockets.get(order.cookie());
        if (there == null
                || order.destinationPort() != there.identity.tuple().destinationPort()
                || !order.destination().equals(there.identity.tuple().destination())) {
            return false;
        }
        sockets.remove(order.cookie());
        act(there.identity);
        judge.weigh(Wrong.SOCKET_ALIVE, there.stuck, nanos);
        if (there.identity.tuple().destination().equals(Cast.SERVICE)) {
            judge.weigh(Wrong.LEADS_ELSEWHERE, leading(there.identity.tuple()), nanos);
        }
        return true;
    }

    void writes() {
        touch(micros(100, 8_000), true);
    }

    boolean acknowledges(Duration atMost) {
        touch(micros(1_000, 15_000), true);
        if (!brokerUp) {
            touch(atMost.toNanos(), true);
        }
        return brokerUp;
    }

    // What happens.

    private void act(Target target) {
        judge.acted(target, named.contains(target), Duration.between(trueTime(), expiresAt), life, nanos);
    }

    /** @param mayPause false right before an act: between its last check and itself nobody could notice */
    private void touch(long cost, boolean mayPause) {
        point++;
        nanos += cost;
        strike(mayPause);
        arrive();
        weigh();
    }

    private void strike(boolean mayPause) {
        for (var plan : plans.isEmpty() ? List.<Scenario.Plan>of() : List.copyOf(plans)) {
            if (isDue(plan) && (mayPause || plan.change() != Change.PAUSE) && plans.remove(plan)) {
                happened.add(plan.change());
                apply(plan);
            }
        }
    }

    private boolean isDue(Scenario.Plan plan) {
        return plan.point() >= 0
                ? point > plan.point()
                : nanos - ORIGIN >= plan.at().toNanos();
    }

    private void apply(Scenario.Plan plan) {
        switch (plan.change()) {
            case OWNER_BACK -> ownerBack = true;
            case OWNERS_UNKNOWN -> ownersKnown = false;
            case OWNERS_KNOWN -> ownersKnown = true;
            case ENTRY_TRANSLATED -> translate(++lastId);
            case ENTRY_TRANSLATED_SAME_ID -> some().ifPresent(entry -> translate(entry.id));
            case ENTRY_REPLACED -> some().ifPresent(entry -> put(new SimulatedEntry(entry.key, ++lastId, nanos)));
            case ENTRY_GONE -> some().ifPresent(entry -> entries.remove(entry.key.original()));
            case ENTRY_ANSWERED -> some().ifPresent(entry -> entry.answer(nanos));
            case ENTRY_UNUSED -> some().ifPresent(entry -> put(entry.unused(nanos)));
            case RULE_GONE -> rule = new NatAnswer.NoRule();
            case RULE_REFUSES -> rule = new NatAnswer.Refused();
            case RULE_UNKNOWN -> rule = new NatAnswer.NotUnderstood("a map with a verdict of its own");
            case RULE_RIGHT -> rule = Cast.TO_BACKEND;
            case RULE_TO_GONE -> rule = Cast.TO_GONE;
            case SERVICE_RECREATED -> {
                rule = new NatAnswer.NoRule();
                some().ifPresent(entry -> put(new SimulatedEntry(entry.key, ++lastId, nanos)));
                plans.add(plan(Change.RULE_RIGHT, plan.amount() % 50));
            }
            case ADDRESS_LOCAL -> local = true;
            case SOCKET_REUSED ->
                socket().ifPresent(old -> {
                    sockets.remove(old.identity.cookie());
                    sockets.put(++lastId, old.withCookie(lastId, nanos));
                });
            case SOCKET_ELSEWHERE -> socket().ifPresent(this::connectElsewhere);
            case SOCKET_ALIVE -> socket().ifPresent(socket -> socket.answered(nanos));
            case SOCKET_GONE -> socket().ifPresent(socket -> sockets.remove(socket.identity.cookie()));
            case SWITCHED_OFF -> off = true;
            case CLOCK_BACK -> wallOffset = wallOffset.minusMillis(plan.amount());
            case CLOCK_FORWARD -> wallOffset = wallOffset.plusMillis(plan.amount());
            case PAUSE -> nanos += Duration.ofMillis(plan.amount()).toNanos();
            case BROKER_DOWN -> brokerUp = false;
            case BROKER_UP -> brokerUp = true;
            case DELIVERED_AGAIN -> deliveries++;
            case POWER_CUT -> {
                weigh();
                throw new PowerCut();
            }
        }
    }

    private void connectElsewhere(SimulatedSocket socket) {
        var tuple = socket.identity.tuple();
        sockets.put(
                socket.identity.cookie(),
                socket.towards(
                        new FlowTuple(tuple.source(), Cast.ELSEWHERE, tuple.sourcePort(), tuple.destinationPort()),
                        nanos));
    }

    private void translate(long id) {
        some().ifPresent(entry ->
                put(new SimulatedEntry(Cast.translated(scenario.form(), entry.key.original()), id, nanos)));
    }

    /** A flow whose entry was removed goes on: the rules of that moment decide about its next packet. */
    private void arrive() {
        for (var packet : List.copyOf(packets)) {
            if (nanos >= packet.at()
                    && packets.remove(packet)
                    && !entries.containsKey(packet.brokenKey().original())) {
                var id = random.nextBoolean() ? packet.formerId() : ++lastId;
                var key = rule.equals(Cast.TO_BACKEND)
                        ? Cast.translated(scenario.form(), packet.brokenKey().original())
                        : packet.brokenKey();
                put(new SimulatedEntry(key, id, nanos));
            }
        }
    }

    private void put(SimulatedEntry entry) {
        entries.put(entry.key.original(), entry);
    }

    private Optional<SimulatedEntry> some() {
        return entries.values().stream()
                .skip(random.nextInt(Math.max(1, entries.size())))
                .findFirst();
    }

    private Optional<SimulatedSocket> socket() {
        return sockets.values().stream()
                .skip(random.nextInt(Math.max(1, sockets.size())))
                .findFirst();
    }

    private void weigh() {
        var socketForm = scenario.form().isSocket();
        var unNated = scenario.form() == Scenario.Form.UNNATED;
        judge.truth(Wrong.RULE, socketForm || (unNated ? leadsSomewhere() : leadsElsewhere()), nanos);
        judge.truth(Wrong.OWNER, unNated || (ownersKnown && !ownerBack), nanos);
        judge.truth(Wrong.LOCAL_ADDRESS, !unNated || !local, nanos);
        judge.truth(Wrong.SWITCHED_OFF, !off, nanos);
        if (socketForm) {
            sockets.values().forEach(socket -> leading(socket.identity.tuple()));
        }
    }

    /** Whether the packets of a socket reach the gone address, weighed anew. */
    private Lasting leading(FlowTuple flow) {
        var leading = leadsToGone.computeIfAbsent(flow, _ -> new Lasting());
        var entry = entries.get(flow);
        leading.now(entry != null && entry.key.reply().source().equals(Cast.GONE), nanos);
        return leading;
    }

    private boolean leadsSomewhere() {
        return rule instanceof NatAnswer.LeadsTo;
    }

    private boolean leadsElsewhere() {
        return switch (rule) {
            case NatAnswer.LeadsTo _ -> !rule.equals(Cast.TO_GONE);
            case NatAnswer.Refused _ -> true;
            case NatAnswer.NoRule _ -> !loops;
            case NatAnswer.NotUnderstood _, NatAnswer.Changing _ -> false;
        };
    }

    private NatAnswer ruleOfBefore() {
        return scenario.form() == Scenario.Form.UNNATED ? new NatAnswer.NoRule() : Cast.TO_GONE;
    }

    private Scenario.Plan plan(Change change, long inMillis) {
        return new Scenario.Plan(change, -1, Duration.ofNanos(nanos - ORIGIN).plusMillis(inMillis), 0);
    }

    private long micros(int least, int most) {
        return random.nextLong(least, most) * 1_000;
    }
}
