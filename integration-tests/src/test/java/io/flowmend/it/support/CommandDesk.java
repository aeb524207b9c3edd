/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.keys.Signer;
import io.flowmend.lab.net.ConntrackEntry;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.remediation.ActMode;
import io.flowmend.schemas.remediation.Action;
import io.flowmend.schemas.remediation.Cause;
import io.flowmend.schemas.remediation.EntryTarget;
import io.flowmend.schemas.remediation.RemediationCommand;
import io.flowmend.schemas.remediation.Remedy;
import io.flowmend.schemas.signing.CanonicalCommand;
import io.flowmend.schemas.telemetry.Tuple;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes commands to one node as the planner does, or as somebody does who should not. */
public final class CommandDesk implements AutoCloseable {

    private static final int UDP = 17;
    private static final Duration LIFE = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final String node;
    private final KafkaProducer<String, RemediationCommand> producer;

    public CommandDesk(KafkaSettings kafka, String node) {
        this.kafka = kafka;
        this.node = node;
        this.producer = new KafkaProducer<>(
                kafka.with(Map.of(ProducerConfig.LINGER_MS_CONFIG, 0)),
                new StringSerializer(),
                Serdes.<RemediationCommand>serializer(kafka.registry()));
    }

    /** To delete these un-NATed entries; not signed yet, lives five seconds. */
    public RemediationCommand.Builder deletion(String id, ServiceAddress service, List<ConntrackEntry> entries) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var remedy = Remedy.newBuilder()
                .setAction(Action.DELETE_CONNTRACK_ENTRIES)
                .setCause(Cause.UNNATED)
                .setProtocol(UDP)
                .setServiceAddress(service.address().getHostAddress())
                .setServicePort(service.port())
                .setEntries(entries.stream().map(entry -> target(entry, now)).toList())
                .build();
        return RemediationCommand.newBuilder()
                .setId(id)
                .setFindingId("stalenat-" + id)
                .setAttempt(1)
                .setRule("stalenat")
                .setCluster(kafka.cluster())
                .setNode(node)
                .setMode(ActMode.ACT)
                .setIssuedAt(now)
                .setExpiresAt(now.plus(LIFE))
                .setReason("a test")
                .setUndo("not needed")
                .setRemedy(remedy)
                .setKeyId("")
                .setSignature(ByteBuffer.allocate(0));
    }

    public static RemediationCommand signed(RemediationCommand.Builder command, Signer signer) {
        var unsigned = command.setKeyId(signer.keyId()).build();
        return RemediationCommand.newBuilder(unsigned)
                .setSignature(ByteBuffer.wrap(signer.sign(CanonicalCommand.bytes(unsigned))))
                .build();
    }

    /** Returns when the broker has it, which is when it is readable. */
    public void send(RemediationCommand command) {
        try {
            producer.send(new ProducerRecord<>(kafka.topic(Topics.COMMANDS), kafka.cluster() + "/" + node, command))
                    .get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException refused) {
            throw new IllegalStateException(refused.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private static EntryTarget target(ConntrackEntry entry, Instant seenAt) {
        return new EntryTarget(entry.zone(), entry.id(), tuple(entry.original()), tuple(entry.reply()), seenAt);
    }

    private static Tuple tuple(ConntrackEntry.Tuple tuple) {
        return new Tuple(
                address(tuple.source()),
                address(tuple.destination()),
                tuple.source().getPort(),
                tuple.destination().getPort());
    }

    private static String address(InetSocketAddress socket) {
        return socket.getAddress().getHostAddress();
    }
}
