/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.producer.kubernetes.change.Identity;
import io.flowmend.producer.kubernetes.change.Kind;
import io.flowmend.producer.kubernetes.change.ServiceFacts;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.cluster.LoadBalancerIngress;
import io.flowmend.schemas.cluster.ServicePort;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.schemas.cluster.ServiceState;
import org.jspecify.annotations.Nullable;

/** {@link ServiceFacts} and {@link ServiceRecord}. */
public record ServiceCodec() implements Codec<ServiceFacts, ServiceRecord> {

    @Override
    public Kind kind() {
        return Kind.SERVICE;
    }

    @Override
    public Topic topic() {
        return Topics.SERVICES;
    }

    @Override
    public Class<ServiceRecord> type() {
        return ServiceRecord.class;
    }

    @Override
    public ServiceRecord record(Envelope envelope, @Nullable ServiceFacts facts, @Nullable ApiMark mark) {
        return ServiceRecord.newBuilder()
                .setOrigin(envelope.origin())
                .setEventTime(envelope.eventTime())
                .setTimestampClamped(envelope.clamped())
                .setDeleted(envelope.deleted())
                .setChanged(envelope.changed())
                .setState(facts == null ? null : state(facts))
                .setMark(mark)
                .build();
    }

    private static ServiceState state(ServiceFacts facts) {
        return ServiceState.newBuilder()
                .setNamespace(facts.identity().namespace())
                .setName(facts.identity().name())
                .setUid(facts.identity().uid())
                .setCreatedAt(facts.createdAt())
                .setDeletionTimestamp(facts.deletionTimestamp())
                .setLabels(facts.labels())
                .setType(facts.type())
                .setClusterIps(facts.clusterIps())
                .setExternalIps(facts.externalIps())
                .setLoadBalancerIngress(facts.loadBalancerIngress().stream()
                        .map(ingress -> new LoadBalancerIngress(ingress.ip(), ingress.ipMode()))
                        .toList())
                .setPorts(facts.ports().stream()
                        .map(port -> new ServicePort(port.name(), port.protocol(), port.port(), port.nodePort()))
                        .toList())
                .setExternalTrafficPolicy(facts.externalTrafficPolicy())
                .setInternalTrafficPolicy(facts.internalTrafficPolicy())
                .setSessionAffinity(facts.sessionAffinity())
                .setServiceProxyName(facts.serviceProxyName())
                .setAnnotations(facts.annotations())
                .build();
    }

    @Override
    public Restored<ServiceFacts> restore(ServiceRecord record) {
        var state = record.getState();
        return Restored.of(
                record.getOrigin(),
                record.getEventTime(),
                record.getDeleted(),
                state == null ? null : facts(state),
                record.getMark());
    }

    private static ServiceFacts facts(ServiceState state) {
        return new ServiceFacts(
                new Identity(state.getNamespace(), state.getName(), state.getUid()),
                state.getCreatedAt(),
                state.getDeletionTimestamp(),
                state.getLabels(),
                state.getType(),
                state.getClusterIps(),
                state.getExternalIps(),
                state.getLoadBalancerIngress().stream()
                        .map(ingress -> new ServiceFacts.Ingress(ingress.getIp(), ingress.getIpMode()))
                        .toList(),
                state.getPorts().stream()
                        .map(port -> new ServiceFacts.Port(
                                port.getName(), port.getProtocol(), port.getPort(), port.getNodePort()))
                        .toList(),
                state.getExternalTrafficPolicy(),
                state.getInternalTrafficPolicy(),
                state.getSessionAffinity(),
                state.getServiceProxyName(),
                state.getAnnotations());
    }
}
