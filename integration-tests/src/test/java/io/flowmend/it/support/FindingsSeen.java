/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.process.Waiting;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Every version of every finding, as a subscriber of the topic sees them. Reads on a thread of its own. */
public final class FindingsSeen implements AutoCloseable {

    private final List<Finding> versions = new CopyOnWriteArrayList<>();
    private final KafkaConsumer<String, Finding> consumer;
    private final Thread reader;
    private volatile boolean closed;

    private FindingsSeen(KafkaSettings kafka) {
        consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)),
                new StringDeserializer(),
                Serdes.deserializer(kafka.registry(), Finding.class));
        var topic = kafka.topic(Topics.FINDINGS);
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList());
        reader = Thread.ofPlatform().name("findings-seen").start(this::read);
    }

    public static FindingsSeen from(KafkaSettings kafka) {
        return new FindingsSeen(kafka);
    }

    /** Versions of findings towards a service address, in the order of the topic. */
    public List<Finding> towards(ServiceAddress service) {
        var port = service.socketAddress().getPort();
        return versions.stream()
                .filter(finding -> ServiceText.isTowards(finding.getSubject().getAddress(), service.address(), port))
                .toList();
    }

    /** Without those about telemetry: how well a node is seen depends on the machine that runs the test. */
    public List<Finding> all() {
        return versions.stream()
                .filter(finding -> !finding.getRule().equals("telemetry"))
                .toList();
    }

    /** Waits until some version of a finding towards the service has this state; else says what was seen. */
    public void await(ServiceAddress service, FindingState state, Duration atMost) {
        var came = Waiting.holdsWithin(
                atMost, () -> towards(service).stream().anyMatch(finding -> finding.getState() == state));
        if (!came) {
            throw new AssertionError("no finding towards " + service + " became " + state + " within " + atMost
                    + "; seen: "
                    + towards(service).stream()
                            .map(finding -> finding.getId() + " " + finding.getTransitions())
                            .toList());
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> versions.add(record.value()));
            }
        }
    }
}
