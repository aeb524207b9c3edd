/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.common.cli.StartupFailure;
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
 */
final class HangingTransactions {

    /** @return the partitions in which one was ended */
    static List<TopicPartition> abort(Admin admin) throws InterruptedException {
        try {
            var ongoing = admin.listTransactions().all().get().stream()
                    .filter(HangingTransactions::isOngoing)
                    .map(TransactionListing::producerId)
                    .collect(Collectors.toSet());
            var ended = new ArrayList<TopicPartition>();
            for (var entry :
                    admin.describeProducers(partitions(admin)).all().get().entrySet()) {
                for (var producer : entry.getValue().activeProducers()) {
                    if (isOpen(producer)
                            && !ongoing.contains(producer.producerId())
                            && end(admin, abortion(entry.getKey(), producer))) {
                        ended.add(entry.getKey());
                    }
                }
            }
            return ended;
        } catch (ExecutionException refused) {
            throw new StartupFailure("the broker does not tell of its open transactions: " + refused.getCause());
        }
    }

    /** @return false if its coordinator, back from the dead, was first: the partition knows a later epoch by now */
    private static boolean end(Admin admin, AbortTransactionSpec transaction)
            throws InterruptedException, ExecutionException {
        try {
            admin.abortTransaction(transaction).all().get();
            return true;
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof InvalidProducerEpochException) {
                return false;
            }
            throw refused;
        }
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
