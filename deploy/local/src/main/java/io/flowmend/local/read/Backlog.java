/* Licensed under Apache-2.0. */
package io.flowmend.local.read;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What an application has not committed yet, of its input topics and of those it writes to itself. */
public final class Backlog implements AutoCloseable {

    private final Admin admin;
    private final Set<String> inputs;

    public Backlog(Map<String, ?> client, List<String> inputs) {
        this.admin = Admin.create(Map.copyOf(client));
        this.inputs = Set.copyOf(inputs);
    }

    public void create(String topic, int partitions) throws InterruptedException {
        await(admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all());
    }

    public long of(String applicationId) throws InterruptedException {
        var topics = topics(name -> name.startsWith(applicationId + "-") && name.endsWith("-repartition"));
        topics.addAll(inputs);
        var ends = ends(topics);
        var committed = await(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
        return ends.entrySet().stream()
                .mapToLong(end -> {
                    var reached = committed.get(end.getKey());
                    return end.getValue() - (reached == null ? 0 : reached.offset());
                })
                .sum();
    }

    /** Where the topics end, transaction markers counted. */
    public long written(List<String> topics) throws InterruptedException {
        return ends(Set.copyOf(topics)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }

    private Map<TopicPartition, Long> ends(Set<String> topics) throws InterruptedException {
        var partitions = await(admin.describeTopics(topics).allTopicNames()).entrySet().stream()
                .flatMap(topic -> IntStream.range(
                                0, topic.getValue().partitions().size())
                        .mapToObj(number -> new TopicPartition(topic.getKey(), number)))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return await(admin.listOffsets(partitions, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private Set<String> topics(Predicate<String> which) throws InterruptedException {
        return await(admin.listTopics().names()).stream().filter(which).collect(Collectors.toCollection(HashSet::new));
    }

    private static <T> T await(org.apache.kafka.common.KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException refused) {
            throw new IllegalStateException("the broker does not answer", refused.getCause());
        }
    }
}
