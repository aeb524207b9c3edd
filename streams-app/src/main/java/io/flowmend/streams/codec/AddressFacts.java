/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.DirectReturn;
import io.flowmend.streams.service.ReadyBackend;
import io.flowmend.streams.service.ServiceAddress;
import io.flowmend.streams.state.AddressState;
import io.flowmend.streams.state.DirectReturnState;
import io.flowmend.streams.state.ReadyBackendState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@link AddressFact} as it is stored and sent between stages. */
public final class AddressFacts {

    private static final StateCodec<AddressState> CODEC =
            new StateCodec<>(AddressState.getEncoder(), AddressState.getDecoder());

    public static byte[] bytes(AddressFact fact) {
        return CODEC.write(state(fact));
    }

    public static AddressFact fact(byte[] bytes) {
        return fact(CODEC.read(bytes));
    }

    static AddressState state(AddressFact fact) {
        return AddressState.newBuilder()
                .setIp(fact.address().ip())
                .setPort(fact.address().port())
                .setProtocol(fact.address().protocol())
                .setNamespace(fact.namespace())
                .setName(fact.name())
                .setUid(fact.uid())
                .setExemption(fact.exemption().orElse(null))
                .setLocalOnly(fact.localOnly())
                .setReadyNodes(List.copyOf(new TreeSet<>(fact.readyNodes())))
                .setReadySince(fact.readySince().orElse(null))
                .setService(Refs.ref(fact.service()))
                .setSlice(fact.slice().map(Refs::ref).orElse(null))
                .setDirectReturn(fact.directReturn()
                        .map(dsr -> new DirectReturnState(dsr.method(), dsr.scheduler(), dsr.flags(), dsr.local()))
                        .orElse(null))
                .setBackends(fact.backends().stream()
                        .map(backend -> new ReadyBackendState(
                                backend.ip(), backend.node().orElse(null)))
                        .toList())
                .setCause(Refs.ref(fact.cause()))
                .build();
    }

    static AddressFact fact(AddressState state) {
        return new AddressFact(
                new ServiceAddress(state.getIp(), state.getPort(), state.getProtocol()),
                state.getNamespace(),
                state.getName(),
                state.getUid(),
                Optional.ofNullable(state.getExemption()),
                state.getLocalOnly(),
                Set.copyOf(state.getReadyNodes()),
                Optional.ofNullable(state.getReadySince()),
                Refs.record(state.getService()),
                Optional.ofNullable(state.getSlice()).map(Refs::record),
                Optional.ofNullable(state.getDirectReturn())
                        .map(dsr ->
                                new DirectReturn(dsr.getMethod(), dsr.getScheduler(), dsr.getFlags(), dsr.getLocal())),
                state.getBackends().stream()
                        .map(backend -> new ReadyBackend(backend.getIp(), Optional.ofNullable(backend.getNode())))
                        .toList(),
                Refs.record(state.getCause()));
    }

    private AddressFacts() {}
}
