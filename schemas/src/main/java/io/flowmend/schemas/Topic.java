/* Licensed under Apache-2.0. */
package io.flowmend.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic of the catalogue. The key is always a string (design, section 3), the value Avro in Confluent's wire format.
 *
 * @param suffix name without the configured prefix, e.g. {@code node.flows}
 * @param key shape of the key, e.g. {@code cluster/node}
 * @param value schema of the value
 * @param cleanup what the broker does with old records
 * @param retention how long a record of a {@link Cleanup#DELETE} topic is kept; unused otherwise
 * @param role who writes it and who reads it
 */
public record Topic(String suffix, String key, Schema value, Cleanup cleanup, Duration retention, Role role) {

    /** Partitions unless an operator chooses otherwise; topics read together must have the same count. */
    public static final int DEFAULT_PARTITIONS = 12;

    /** Old records: superseded ones go, or those older than the retention. */
    public enum Cleanup {
        COMPACT,
        DELETE
    }

    /** Place of a topic in the data flow: what a replay takes as its input and what it compares. */
    public enum Role {
        INPUT,
        OUTPUT
    }

    /** Full name, e.g. {@code flowmend.node.flows} for the prefix {@code flowmend.}. */
    public String name(String prefix) {
        return prefix + suffix;
    }

    /** Registry subject by TopicNameStrategy. */
    public String subject(String prefix) {
        return name(prefix) + "-value";
    }

    /** Broker settings of the topic. */
    public Map<String, String> config() {
        var config = new HashMap<String, String>();
        switch (cleanup) {
            case COMPACT -> config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            case DELETE -> {
                config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
                config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
            }
        }
        return Map.copyOf(config);
    }

    /** How old a record timestamp may be before the broker would delete it at once; empty if it keeps any. */
    public Optional<Duration> oldest() {
        return cleanup == Cleanup.DELETE ? Optional.of(retention) : Optional.empty();
    }
}
