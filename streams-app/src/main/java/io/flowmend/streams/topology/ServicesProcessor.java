/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.schemas.cluster.EndpointSliceRecord;
import io.flowmend.schemas.cluster.ServiceRecord;
import io.flowmend.streams.codec.AddressFacts;
import io.flowmend.streams.codec.AddressOwners;
import io.flowmend.streams.codec.Edges;
import io.flowmend.streams.codec.TracedValue;
import io.flowmend.streams.detector.Subjects;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.order.Sequencer;
import io.flowmend.streams.service.AddressFact;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Orders Services and slices, joins them, and says what changed of each service address. */
final class ServicesProcessor extends Stage {

    private final Inputs inputs;
    private Sequencer sequencer;
    private ServiceStore facts;
    private ServiceStore arrived;

    @SuppressWarnings("NullAway.Init") // init() comes before process()
    ServicesProcessor(Inputs inputs, StreamsMetrics metrics) {
        super(Names.SERVICES, metrics);
        this.inputs = inputs;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> context) {
        super.init(context);
        sequencer = new Sequencer(
                new KafkaSortedStore(context.getStateStore(Names.SERVICES_STORE)),
                RekeyProcessor.upstream(Names.SERVICES, context.taskId().partition()),
                inputs.apiUpstreams());
        facts = store(context.getStateStore(Names.SERVICES_FACTS));
        arrived = store(context.getStateStore(Names.SERVICES_EARLY));
    }

    private ServiceStore store(KeyValueStore<Bytes, byte[]> store) {
        return new ServiceStore(
                new KafkaSortedStore(store),
                inputs.services(),
                inputs.decoder(ServiceRecord.class),
                inputs.decoder(EndpointSliceRecord.class),
                inputs.config().addressMemory());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var edge = Edges.read(record.value());
        if (edge.getApiFrame() != null) {
            sequencer.accept(Edges.frame(edge.getApiFrame()), this::apply).ifPresent(frame -> {
                metrics.apiFrontier(frame.watermark());
                facts.forget(frame.watermark()).forEach(this::forget);
                everywhere(Edges.frame(frame));
            });
        } else if (edge.getShared() != null) {
            var shared = edge.getShared();
            var payload = Edges.payload(shared.getPayload());
            var position = new Position(shared.getTime(), Rank.SHARED, shared.getOrigin(), shared.getSequence());
            if (!sequencer.put(position, new KeyedPayload(record.key(), payload).bytes())) {
                late(TracedValue.read(payload), sequencer.reached());
            }
            if (inputs.config().eager()) {
                early(record.key(), TracedValue.read(payload));
            }
        }
    }

    /** The same facts as they arrive, for what is commanded on arrival. */
    private void early(String service, TracedValue traced) {
        var time = traced.record().time();
        arrived.forget(time);
        var changes = arrived.apply(service, traced).addresses();
        for (var change : changes) {
            var gone = change.gone() ? Optional.of(change.fact().uid()) : Optional.<String>empty();
            onward(
                    addressKey(service.substring(0, service.indexOf('/')), change.fact()),
                    Edges.early(time, gone, AddressFacts.bytes(change.fact())),
                    time);
        }
        if (changes.stream()
                .anyMatch(change -> !change.gone() && change.fact().readySince().isPresent())) {
            hurry(time);
        }
    }

    private void apply(Position position, byte[] payload) {
        var keyed = KeyedPayload.read(payload);
        var traced = TracedValue.read(keyed.payload());
        facts.forget(position.time()).forEach(this::forget); // before it may be said again
        var changes = facts.apply(keyed.key(), traced);
        changes.addresses().forEach(change -> send(keyed.key(), change, position));
        changes.backends().forEach(change -> send(change, position));
    }

    private void send(BackendStore.Change change, Position cause) {
        var backend = change.backend();
        var position = new Position(cause.time(), Rank.SHARED, backend.origin(), change.sequence());
        onward(podKey(backend.address()), Edges.shared(position, AddressOwners.bytes(backend)), cause.time());
    }

    /** Its own time is its place in the order, whichever frame shows that it has come. */
    private void forget(ForgetList.Due old) {
        var position = new Position(old.at(), Rank.SHARED, old.second(), Long.MAX_VALUE);
        onward(podKey(old.first()), Edges.shared(position, new byte[0]), old.at());
    }

    private String podKey(String address) {
        return Subjects.address(inputs.config().kafka().cluster(), address);
    }

    private void send(String service, ServiceStore.Change change, Position cause) {
        var fact = change.fact();
        var cluster = service.substring(0, service.indexOf('/'));
        var position = new Position(cause.time(), Rank.SHARED, fact.uid(), change.sequence());
        var payload = change.gone() ? new byte[0] : AddressFacts.bytes(fact);
        onward(addressKey(cluster, fact), Edges.shared(position, payload), cause.time());
    }

    private static String addressKey(String cluster, AddressFact fact) {
        return fact.address().key(cluster);
    }
}
