/* Licensed under Apache-2.0. */
package io.flowmend.common.kafka;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import io.flowmend.schemas.Topic;
import java.util.HashMap;
import java.util.Map;

/**
 * Cluster, topics and how to reach Kafka and the registry: the same in every process.
 *
 * @param cluster name of the Kubernetes cluster in every key
 * @param topicPrefix in front of every topic of the catalogue
 * @param client settings that every Kafka client gets: bootstrap servers, TLS, SASL, quotas
 * @param registry settings that the registry client gets; holds {@code schema.registry.url}
 */
public record KafkaSettings(
        String cluster, String topicPrefix, Map<String, String> client, Map<String, String> registry) {

    public KafkaSettings {
        client = Map.copyOf(client);
        registry = Map.copyOf(registry);
    }

    public static KafkaSettings from(Settings settings) {
        var cluster = settings.text(
                "cluster",
                "local",
                Check.matching("[A-Za-z0-9._-]{1,63}", "1 to 63 of letters, digits, dot, underscore, dash"),
                "Name of the Kubernetes cluster; the first part of every key.");
        var prefix = settings.text(
                "topic.prefix",
                "flowmend.",
                Check.matching("[A-Za-z0-9._-]{0,80}", "up to 80 of letters, digits, dot, underscore, dash"),
                "In front of the name of every topic.");
        var bootstrap = settings.required(
                "kafka.bootstrap.servers", Check.notBlank(), "Brokers to begin with, host:port separated by commas.");
        var client = new HashMap<>(settings.prefixed(
                "kafka.", "Every other setting of a Kafka client: TLS, SASL, quotas; given to each client as it is."));
        client.put("bootstrap.servers", bootstrap);
        var url = settings.required("registry.url", Check.notBlank(), "Address of the schema registry.");
        var registry = new HashMap<>(settings.prefixed(
                "registry.", "Every other setting of the registry client, e.g. registry.basic.auth.user.info."));
        registry.remove("url");
        registry.put("schema.registry.url", url);
        return new KafkaSettings(cluster, prefix, client, registry);
    }

    public String topic(Topic topic) {
        return topic.name(topicPrefix);
    }

    /**
     * The same for a producer whose records keep their order and are on every replica that is in sync. One request at a time:
     * a partition that is not led yet refuses a new producer's first batch, would take the second, and after that never the
     * first again, which is repeated until the delivery timeout.
     */
    public Map<String, Object> producer(Map<String, ?> more) {
        var merged =
                with(Map.of("acks", "all", "enable.idempotence", true, "max.in.flight.requests.per.connection", 1));
        merged.putAll(more);
        return merged;
    }

    /** A mutable copy of the client settings with more on top, for one client. */
    public Map<String, Object> with(Map<String, ?> more) {
        var merged = new HashMap<String, Object>(client);
        merged.putAll(more);
        return merged;
    }
}
