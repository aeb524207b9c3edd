/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.streams.detector.Tuple;
import io.flowmend.streams.detector.ghostflow.Case;
import io.flowmend.streams.detector.ghostflow.Certainty;
import io.flowmend.streams.detector.ghostflow.Flow;
import io.flowmend.streams.detector.ghostflow.Form;
import io.flowmend.streams.detector.ghostflow.Target;
import io.flowmend.streams.ownership.Owners;
import io.flowmend.streams.ownership.View;
import io.flowmend.streams.state.GhostFlowCase;
import io.flowmend.streams.state.GhostFlowFlow;
import io.flowmend.streams.state.GhostFlowView;
import io.flowmend.streams.state.TupleState;
import java.util.Optional;
import java.util.OptionalLong;

/** State of the detector {@code ghostflow} as it is stored. */
final class GhostFlowStates {

    private static final StateCodec<GhostFlowFlow> FLOW =
            new StateCodec<>(GhostFlowFlow.getEncoder(), GhostFlowFlow.getDecoder());
    private static final StateCodec<GhostFlowCase> CASE =
            new StateCodec<>(GhostFlowCase.getEncoder(), GhostFlowCase.getDecoder());
    private static final StateCodec<GhostFlowView> VIEW =
            new StateCodec<>(GhostFlowView.getEncoder(), GhostFlowView.getDecoder());

    static byte[] bytes(Flow flow) {
        var target = flow.target();
        var avro = GhostFlowFlow.newBuilder()
                .setForm(flow.form().name())
                .setProtocol(target.protocol())
                .setZone(0)
                .setConntrackId(0)
                .setOriginal(tuple(target.original()))
                .setReply(tuple(target.reply()))
                .setService(flow.service().orElse(null))
                .setReplied(flow.replied())
                .setStuck(flow.stuck())
                .setEndOfLife(flow.endOfLife().orElse(null))
                .setFirst(Refs.ref(flow.first()))
                .setLast(Refs.ref(flow.last()))
                .setProof(flow.proof().map(Refs::ref).orElse(null))
                .setGroup(flow.group().orElse(null));
        switch (target) {
            case Target.Entry entry -> avro.setZone(entry.zone()).setConntrackId(entry.conntrackId());
            case Target.Socket socket ->
                avro.setNetns(socket.netns())
                        .setCookie(socket.cookie())
                        .setHeard(socket.heard().orElse(null));
        }
        return FLOW.write(avro.build());
    }

    static Flow flow(byte[] bytes) {
        var avro = FLOW.read(bytes);
        return new Flow(
                target(avro),
                Form.valueOf(avro.getForm()),
                Optional.ofNullable(avro.getService()),
                avro.getReplied(),
                avro.getStuck(),
                Optional.ofNullable(avro.getEndOfLife()),
                Refs.record(avro.getFirst()),
                Refs.record(avro.getLast()),
                Optional.ofNullable(avro.getProof()).map(Refs::record),
                Optional.ofNullable(avro.getGroup()));
    }

    private static Target target(GhostFlowFlow avro) {
        var original = tuple(avro.getOriginal());
        var reply = tuple(avro.getReply());
        var netns = avro.getNetns();
        var cookie = avro.getCookie();
        return netns == null || cookie == null
                ? new Target.Entry(avro.getProtocol(), avro.getZone(), avro.getConntrackId(), original, reply)
                : new Target.Socket(
                        avro.getProtocol(), netns, cookie, original, reply, Optional.ofNullable(avro.getHeard()));
    }

    static byte[] bytes(Case of) {
        return CASE.write(GhostFlowCase.newBuilder()
                .setService(of.id().service())
                .setFormer(of.id().former())
                .setForm(of.id().form().name())
                .setCertainty(of.id().certainty().name())
                .setVia(of.id().via())
                .setEpoch(of.epoch())
                .setFlows(of.flows())
                .setNews(of.news())
                .setWake(of.wake().orElse(null))
                .setEmitted(of.emitted().orElse(null))
                .setStranger(of.stranger().orElse(null))
                .setHealed(of.healed().map(Case.Healed::reason).orElse(null))
                .setHealedPort(of.healed()
                        .filter(healed -> healed.port().isPresent())
                        .map(healed -> healed.port().getAsLong())
                        .orElse(null))
                .build());
    }

    static Case read(byte[] bytes) {
        var avro = CASE.read(bytes);
        return new Case(
                new Case.Id(
                        avro.getService(),
                        avro.getFormer(),
                        Form.valueOf(avro.getForm()),
                        Certainty.valueOf(avro.getCertainty()),
                        avro.getVia()),
                avro.getEpoch(),
                avro.getFlows(),
                avro.getNews(),
                Optional.ofNullable(avro.getWake()),
                Optional.ofNullable(avro.getEmitted()),
                Optional.ofNullable(avro.getStranger()),
                healed(avro));
    }

    private static Optional<Case.Healed> healed(GhostFlowCase avro) {
        var port = avro.getHealedPort();
        return Optional.ofNullable(avro.getHealed())
                .map(reason -> new Case.Healed(reason, port == null ? OptionalLong.empty() : OptionalLong.of(port)));
    }

    static byte[] bytes(View view) {
        return VIEW.write(new GhostFlowView(
                view.owners().all().stream().map(AddressOwners::state).toList(),
                view.backends().stream().map(AddressOwners::state).toList()));
    }

    static View view(byte[] bytes) {
        var avro = VIEW.read(bytes);
        return new View(
                new Owners(avro.getOwners().stream().map(AddressOwners::owner).toList()),
                avro.getBackends().stream().map(AddressOwners::backend).toList());
    }

    private static TupleState tuple(Tuple tuple) {
        return new TupleState(tuple.source(), tuple.destination(), tuple.sourcePort(), tuple.destinationPort());
    }

    private static Tuple tuple(TupleState avro) {
        return new Tuple(avro.getSource(), avro.getDestination(), avro.getSourcePort(), avro.getDestinationPort());
    }

    private GhostFlowStates() {}
}
