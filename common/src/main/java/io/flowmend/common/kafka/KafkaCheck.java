/* Licensed under Apache-2.0. */
package io.flowmend.common.kafka;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker before anything starts, so that what is wrong is one clear line and not a client's retry log. */
public final class KafkaCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * @return partitions of each topic
     * @throws StartupFailure if the broker is out of reach, refuses us, or lacks a topic
     */
    public static Map<Topic, Integer> partitions(KafkaSettings kafka, Collection<Topic> topics) {
        var config = kafka.with(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis()));
        try (var admin = Admin.create(config)) {
            var described = admin.describeTopics(
                            topics.stream().map(kafka::topic).toList())
                    .topicNameValues();
            return topics.stream()
                    .collect(Collectors.toMap(
                            topic -> topic, topic -> await(kafka, topic, described.get(kafka.topic(topic)))));
        } catch (KafkaException unusable) {
            throw failure(kafka, unusable);
        }
    }

    private static int await(
            KafkaSettings kafka,
            Topic topic,
            org.apache.kafka.common.@org.jspecify.annotations.Nullable KafkaFuture<
                            org.apache.kafka.clients.admin.TopicDescription>
                    future) {
        if (future == null) {
            throw new IllegalStateException("the client did not answer for topic " + kafka.topic(topic));
        }
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .partitions()
                    .size();
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new StartupFailure("topic " + kafka.topic(topic)
                        + " does not exist on " + kafka.client().get("bootstrap.servers")
                        + "; create it from the catalogue (flowmend topics) or set topic.prefix");
            }
            throw failure(kafka, refused.getCause() == null ? refused : refused.getCause());
        } catch (TimeoutException silent) {
            throw failure(kafka, silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while asking the broker");
        }
    }

    private static StartupFailure failure(KafkaSettings kafka, Throwable cause) {
        var broker = "kafka.bootstrap.servers '" + kafka.client().get("bootstrap.servers") + "'";
        return switch (cause) {
            case AuthenticationException refused ->
                new StartupFailure(broker + " refuses the credentials: " + refused.getMessage());
            case AuthorizationException refused ->
                new StartupFailure(broker + " does not allow it: " + refused.getMessage());
            default -> {
                var root = cause;
                while (root.getCause() != null) {
                    root = root.getCause();
                }
                yield new StartupFailure(broker + " does not answer: " + root.getMessage());
            }
        };
    }

    private KafkaCheck() {}
}
