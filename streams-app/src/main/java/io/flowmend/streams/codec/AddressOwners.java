/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.schemas.cluster.PodState;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.ownership.Backend;
import io.flowmend.streams.ownership.KubeVirt;
import io.flowmend.streams.ownership.Owner;
import io.flowmend.streams.ownership.Ownership;
import io.flowmend.streams.ownership.PodFact;
import io.flowmend.streams.ownership.Release;
import io.flowmend.streams.state.AddressSaid;
import io.flowmend.streams.state.BackendState;
import io.flowmend.streams.state.OwnerState;
import io.flowmend.streams.state.OwnershipState;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Owners and backends of addresses as they are stored and sent between stages. */
public final class AddressOwners {

    private static final StateCodec<AddressSaid> SAID =
            new StateCodec<>(AddressSaid.getEncoder(), AddressSaid.getDecoder());
    private static final StateCodec<OwnershipState> OWNERSHIP =
            new StateCodec<>(OwnershipState.getEncoder(), OwnershipState.getDecoder());

    public static PodFact pod(PodState state, boolean deleted, RecordRef record) {
        return new PodFact(
                state.getNamespace(),
                state.getName(),
                state.getUid(),
                Optional.ofNullable(state.getNodeName()).filter(name -> !name.isEmpty()),
                state.getPhase(),
                state.getHostNetwork(),
                state.getDeletionTimestamp() != null,
                deleted,
                KubeVirt.isMachine(state.getLabels()),
                state.getPodIps(),
                state.getAnnotations(),
                record);
    }

    public static byte[] bytes(Owner owner) {
        return SAID.write(new AddressSaid(state(owner), null));
    }

    public static byte[] bytes(Backend backend) {
        return SAID.write(new AddressSaid(null, state(backend)));
    }

    public static AddressSaid said(byte[] payload) {
        return SAID.read(payload);
    }

    /** @throws IllegalStateException if the payload is no backend's */
    public static Backend backend(byte[] payload) {
        var said = said(payload);
        if (said.getBackend() == null) {
            throw new IllegalStateException("payload has no backend");
        }
        return backend(said.getBackend());
    }

    public static byte[] bytes(Ownership ownership) {
        return OWNERSHIP.write(new OwnershipState(new TreeMap<>(ownership.held())
                .values().stream().map(AddressOwners::state).toList()));
    }

    public static Ownership ownership(byte[] bytes) {
        return new Ownership(OWNERSHIP.read(bytes).getHeld().stream()
                .map(AddressOwners::owner)
                .collect(Collectors.toMap(Owner::address, Function.identity())));
    }

    static OwnerState state(Owner owner) {
        var until = owner.until();
        return OwnerState.newBuilder()
                .setAddress(owner.address())
                .setUid(owner.uid())
                .setNamespace(owner.namespace())
                .setName(owner.name())
                .setNode(owner.node().orElse(null))
                .setFrom(owner.from())
                .setBegan(Refs.ref(owner.began()))
                .setLiving(owner.living().map(Refs::ref).orElse(null))
                .setLast(Refs.ref(owner.last()))
                .setUntil(until.map(Owner.Until::at).orElse(null))
                .setRelease(until.map(end -> end.why().name()).orElse(null))
                .setEnded(until.map(end -> Refs.ref(end.record())).orElse(null))
                .build();
    }

    static Owner owner(OwnerState state) {
        return new Owner(
                state.getAddress(),
                state.getUid(),
                state.getNamespace(),
                state.getName(),
                Optional.ofNullable(state.getNode()),
                state.getFrom(),
                Refs.record(state.getBegan()),
                Optional.ofNullable(state.getLiving()).map(Refs::record),
                Refs.record(state.getLast()),
                Optional.ofNullable(state.getUntil())
                        .map(at -> new Owner.Until(
                                at,
                                Release.valueOf(Objects.requireNonNull(state.getRelease())),
                                Refs.record(Objects.requireNonNull(state.getEnded())))));
    }

    static BackendState state(Backend backend) {
        return BackendState.newBuilder()
                .setAddress(backend.address())
                .setService(backend.service())
                .setSlice(backend.slice())
                .setPort(backend.port().orElse(null))
                .setProtocol(backend.protocol())
                .setUid(backend.uid().orElse(null))
                .setReady(backend.ready())
                .setServing(backend.serving())
                .setTerminating(backend.terminating())
                .setSince(backend.since())
                .setRecord(Refs.ref(backend.record()))
                .setRemoved(
                        backend.removed().map(gone -> Refs.ref(gone.record())).orElse(null))
                .build();
    }

    static Backend backend(BackendState state) {
        return new Backend(
                state.getAddress(),
                state.getService(),
                state.getSlice(),
                Optional.ofNullable(state.getPort()),
                state.getProtocol(),
                Optional.ofNullable(state.getUid()),
                state.getReady(),
                state.getServing(),
                state.getTerminating(),
                state.getSince(),
                Refs.record(state.getRecord()),
                Optional.ofNullable(state.getRemoved())
                        .map(Refs::record)
                        .map(record -> new Backend.Removed(record.time(), record)));
    }

    private AddressOwners() {}
}
