/* Licensed under Apache-2.0. */
package io.flowmend.streams.config;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.HttpSettings;
import io.flowmend.streams.detector.ghostflow.GhostFlowRule;
import io.flowmend.streams.detector.propagation.PropagationConfig;
import io.flowmend.streams.detector.stalenat.StaleNatRule;
import io.flowmend.streams.order.Intake.IntakeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * All that the topology can be told.
 *
 * @param applicationId Kafka Streams application id; also the prefix of internal topics
 * @param instance this process among those of one application: stable, so that a restart takes its tasks back at once
 * @param stateDirectory where stores live, and what marks this process's hold on them
 * @param stateStore what the stores are made of
 * @param addressMemory how long a former owner or backend of an address is remembered
 * @param replay the input is a recording, which ends; the planner waits for that
 * @param eager findings that are proven on arrival are commanded then; a replay runs without
 * @param commitInterval how long a record may wait for its transaction, per stage
 */
public record AppConfig(
        KafkaSettings kafka,
        HttpSettings http,
        String applicationId,
        String instance,
        Path stateDirectory,
        StateStore stateStore,
        int threads,
        Duration commitInterval,
        int replicationFactor,
        IntakeConfig intake,
        Duration addressMemory,
        StaleNatRule staleNat,
        GhostFlowRule ghostFlow,
        NodeSettings node,
        AddressSettings address,
        PropagationConfig propagation,
        boolean replay,
        boolean eager,
        PlannerSettings planner) {

    /** Reads every setting; the caller calls {@link Settings#done()} once all of the process has been read. */
    public static AppConfig from(Settings settings) {
        var kafka = KafkaSettings.from(settings);
        var http = HttpSettings.from(settings);
        var skew = settings.duration(
                "streams.skew.bound",
                Duration.ofMillis(100),
                Check.notNegative(),
                "How far the clocks of a node and of the Kubernetes producer may differ; a finding must outlast it.");
        var replay = settings.flag(
                "streams.replay",
                false,
                "The input is a recording that says where it ends, as `flowmend replay` plays it: the planner decides then,"
                        + " in the order of event time.");
        return new AppConfig(
                kafka,
                http,
                settings.text(
                        "streams.application.id",
                        "flowmend",
                        Check.matching("[A-Za-z0-9._-]{1,100}", "1 to 100 of letters, digits, dot, underscore, dash"),
                        "Kafka Streams application id; a new one begins with empty state."),
                settings.text(
                        "streams.instance",
                        "0",
                        Check.matching("[A-Za-z0-9._-]{1,100}", "1 to 100 of letters, digits, dot, underscore, dash"),
                        "Name of this process among those of the application; must stay the same over a restart."),
                Path.of(settings.text(
                        "streams.state.dir", "flowmend-state", Check.notBlank(), "Folder of the local stores.")),
                StateStore.valueOf(settings.text(
                                "streams.state.store",
                                "rocksdb",
                                Check.oneOf("rocksdb", "memory"),
                                "What holds the state; memory is read anew from its changelog topics at each start.")
                        .toUpperCase(Locale.ROOT)),
                settings.integer("streams.threads", 1, Check.between(1, 64), "Processing threads."),
                settings.duration(
                        "streams.commit.interval",
                        Duration.ofMillis(50),
                        Check.positive(),
                        "Longest wait of a record for its transaction, per stage."),
                settings.integer(
                        "streams.replication.factor",
                        -1,
                        Check.between(-1, 10),
                        "Replicas of internal topics; -1 takes the broker's default."),
                new IntakeConfig(
                        settings.duration(
                                "streams.node.grace",
                                Duration.ofSeconds(3),
                                Check.positive(),
                                "How long after its own period a node's heartbeat may stay out before it is left behind."),
                        settings.duration(
                                "streams.node.period.max",
                                Duration.ofSeconds(10),
                                Check.positive(),
                                "Longest heartbeat period that a node may announce."),
                        skew),
                settings.duration(
                        "streams.address.memory",
                        Duration.ofHours(24),
                        Check.positive(),
                        "How long the former owner of an address, and a backend that was removed, is remembered."),
                new StaleNatRule(
                        skew,
                        settings.duration(
                                "streams.stalenat.proof.age",
                                Duration.ofSeconds(5),
                                Check.positive(),
                                "How long before a service became ready a proof of use may lie."),
                        settings.duration(
                                "streams.stalenat.expiry.grace",
                                Duration.ofSeconds(5),
                                Check.positive(),
                                "How long after its end of life an entry may still be reported by its node.")),
                new GhostFlowRule(
                        skew,
                        settings.duration(
                                "streams.ghostflow.hold",
                                Duration.ofSeconds(2),
                                Check.positive(),
                                "How long a flow must go on after the owner of its address ended, and a socket must have"
                                        + " heard nothing, before it is a finding."),
                        settings.duration(
                                "streams.ghostflow.proof.age",
                                Duration.ofSeconds(5),
                                Check.positive(),
                                "How long before the owner of an address ended a proof of use may lie."),
                        settings.duration(
                                "streams.ghostflow.expiry.grace",
                                Duration.ofSeconds(5),
                                Check.positive(),
                                "How long after its end of life an entry may still be reported by its node."),
                        settings.integer(
                                "streams.ghostflow.targets.max",
                                1024,
                                Check.between(1, 10_000),
                                "Most entries or sockets in one remedy; what is beyond it follows when these are gone.")),
                NodeSettings.from(settings, skew),
                AddressSettings.from(settings, skew),
                PropagationSettings.from(settings),
                replay,
                settings.flag(
                                "streams.eager",
                                true,
                                "Command on arrival what the executor can check by itself; a replay runs without.")
                        && !replay,
                PlannerSettings.from(settings));
    }

    /** Settings of Kafka Streams; what the operator gave under {@code kafka.} is under everything. */
    public Map<String, Object> streamsProperties() {
        var properties = new HashMap<String, Object>(kafka.client());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        properties.put(StreamsConfig.POLL_MS_CONFIG, 10L);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        // classic with a stable instance id: design, section 5, measured
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                applicationId + "-" + instance);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // Nobody reads before the commit, and the commit flushes: waiting costs no latency, and saves most requests.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 10);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 1 << 16);
        return properties;
    }
}
