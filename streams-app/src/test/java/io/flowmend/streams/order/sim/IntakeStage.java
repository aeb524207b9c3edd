/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.Fact;
import io.flowmend.streams.order.Intake;
import io.flowmend.streams.order.NodeFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The core's intake over one partition of flows and status. */
final class IntakeStage extends Stage implements Intake.Output {

    private final String name;
    private final List<List<Message>> downstream;
    private final List<Message> aside;
    private final List<NodeFrame.Change> changes = new ArrayList<>();
    private Intake intake;
    private Instant told = Instant.MIN;

    IntakeStage(String name, List<List<Message>> downstream, List<Message> aside) {
        this.name = name;
        this.downstream = downstream;
        this.aside = aside;
        this.intake = new Intake(store, World.CONFIG, World::partitionOf);
    }

    @Override
    void open() {
        changes.clear();
        told = Instant.MIN;
        intake = new Intake(store, World.CONFIG, World::partitionOf);
    }

    @Override
    void take(Message message) {
        switch ((Message.Written) message) {
            case Message.NodeFact(var fact) -> intake.fact(fact, this);
            case Message.Unreadable(var node) -> intake.unreadable(node, this);
            case Message.NodeBeat(var beat) -> intake.beat(beat, this);
            case Message.StatusMark(var mark) -> intake.mark(mark, this);
            case Message.ApiFact _, Message.ApiMark _ -> throw new AssertionError("not a node's: " + message);
        }
    }

    @Override
    void tick() {
        var floor = intake.floor();
        if (changes.isEmpty() && floor.equals(told)) {
            return;
        }
        told = floor;
        multicast(downstream, new Message.NodesTold(new NodeFrame(name, told, changes)));
        changes.clear();
    }

    @Override
    public void released(Fact fact) {
        if (!fact.time().isAfter(told)) {
            throw new AssertionError("released " + fact.time() + ", told downstream " + told);
        }
        write(downstream, Payload.of(fact.payload()).subject(), new Message.Released(fact));
        write(aside, new Message.Released(fact));
    }

    @Override
    public void late(Fact fact, Instant frontier) {
        write(aside, new Message.Late(fact));
    }

    @Override
    public void duplicate(Fact fact) {
        write(aside, new Message.Duplicate(fact));
    }

    @Override
    public void changed(NodeFrame.Change change) {
        changes.add(change);
    }
}
