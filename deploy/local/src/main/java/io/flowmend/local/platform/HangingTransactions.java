/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.common.cli.StartupFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;

/**
 * Ends transactions that a kill -9 of broker and clients at once has left open in a partition while their coordinator no
 * longer knows of them (seen about once in thirty kills with Kafka 4.3.1). Nobody else would: the topology would wait for
 * ever for its own committed offsets. Called before any client of ours begins; the same as {@code kafka-transactions.sh
 * find-hanging} and {@code abort}.
 *
 * <p>A coordinator that has not begun to load its part of the log lists nothing and says so to nobody. A transaction that it
 * had decided to commit before the kill looks like one that nobody knows, and ending it would tear what was committed. So
 * it takes two looks: by the second one the coordinators have loaded, list what they know, and complete what they had decided.
 */
final class HangingTransactions {

    /** Ours, not measured: long against what the coordinators of one machine have to load. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** What hangs now. */
    @FunctionalInterface
    interface Look {
        List<AbortTransactionSpec> hanging() throws InterruptedException, ExecutionException;
    }

    /** Ends one transaction; what the broker says against it is the cause of the exception. */
    @FunctionalInterface
    interface Ending {
        void of(AbortTransactionSpec transaction) throws InterruptedException, ExecutionException;
    }

    /** @return the partitions in which one was ended */
    static List<TopicPartition> abort(Admin admin) throws InterruptedException {
        try {
            return end(
                    lasting(() -> hanging(admin), BETWEEN_LOOKS),
                    transaction -> admin.abortTransaction(transaction).all().get());
        } catch (ExecutionException refused) {
            throw new StartupFailure("the broker does not tell of its open transactions: " + refused.getCause());
        }
    }

    /** What hangs at two looks. A second one is taken only if there is something to look at. */
    static List<AbortTransactionSpec> lasting(Look look, Duration between)
            throws InterruptedException, ExecutionException {
        var first = look.hanging();
        if (first.isEmpty()) {
            return first;
        }
        Thread.sleep(between);
        return look.hanging().stream().filter(first::contains).toList();
    }

    /** @return where one was ended; not where its coordinator, back from the dead, was first and the epoch is a later one */
    static List<TopicPartition> end(List<AbortTransactionSpec> hanging, Ending ending)
            throws InterruptedException, ExecutionException {
        var ended = new ArrayList<TopicPartition>();
        for (var transaction : hanging) {
            try {
                ending.of(transaction);
                ended.add(transaction.topicPartition());
            } catch (ExecutionException refused) {
                if (!(refused.getCause() instanceof InvalidProducerEpochException)) {
                    throw refused;
                }
            }
        }
        return ended;
    }

    private static List<AbortTransactionSpec> hanging(Admin admin) throws InterruptedException, ExecutionException {
        var ongoing = admin.listTransactions().all().get().stream()
                .filter(HangingTransactions::isOngoing)
                .map(TransactionListing::producerId)
                .collect(Collectors.toSet());
        return admin.describeProducers(partitions(admin)).all().get().entrySet().stream()
                .flatMap(entry -> entry.getValue().activeProducers().stream()
                        .filter(HangingTransactions::isOpen)
                        .filter(producer -> !ongoing.contains(producer.producerId()))
                        .map(producer -> abortion(entry.getKey(), producer)))
                .toList();
    }

    private static boolean isOpen(ProducerState producer) {
        return producer.currentTransactionStartOffset().isPresent();
    }

    /** A transaction that its coordinator knows is ended by its producer's successor or by its timeout. */
    private static boolean isOngoing(TransactionListing listing) {
        return switch (listing.state()) {
            case ONGOING, PREPARE_ABORT, PREPARE_COMMIT, PREPARE_EPOCH_FENCE -> true;
            case EMPTY, COMPLETE_ABORT, COMPLETE_COMMIT, UNKNOWN -> false;
        };
    }

    private static AbortTransactionSpec abortion(TopicPartition partition, ProducerState producer) {
        return new AbortTransactionSpec(
                partition,
                producer.producerId(),
                (short) producer.producerEpoch(),
                producer.coordinatorEpoch().orElse(0));
    }

    private static Collection<TopicPartition> partitions(Admin admin) throws InterruptedException, ExecutionException {
        var topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private HangingTransactions() {}
}
