/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.common.cli.StartupFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;

/**
 * Ends transactions that a kill -9 of broker and clients at once has left open in a partition while their coordinator no
 * longer knows of them (seen about once in thirty kills with Kafka 4.3.1). Nobody else would: the topology would wait for
 * ever for its own committed offsets. Called before any client of ours begins; the same as {@code kafka-transactions.sh
 * find-hanging} and {@code abort}.
 *
 * <p>To end one that its coordinator does know would tear what it had decided to commit. So the coordinators are asked only
 * when they have loaded what they know, and only what is open before and after that hangs.
 */
final class HangingTransactions {

    /** What a broker knows of transactions; the cause of each exception is what it says against being asked. */
    interface Transactions {

        /** Open in a partition, one per partition. */
        List<AbortTransactionSpec> open() throws InterruptedException, ExecutionException;

        /** Ids of the producers whose transaction a coordinator, having loaded, will see to its end. */
        Set<Long> ongoing() throws InterruptedException, ExecutionException;

        void end(AbortTransactionSpec transaction) throws InterruptedException, ExecutionException;
    }

    /** @return the partitions in which one was ended */
    static List<TopicPartition> abort(Admin admin) throws InterruptedException {
        try {
            return end(new AdminTransactions(admin));
        } catch (ExecutionException refused) {
            throw new StartupFailure("the broker does not tell of its open transactions: " + refused.getCause());
        }
    }

    /** @return where one was ended; not where its coordinator, back from the dead, was first and the epoch is a later one */
    static List<TopicPartition> end(Transactions transactions) throws InterruptedException, ExecutionException {
        var ended = new ArrayList<TopicPartition>();
        for (var transaction : hanging(transactions)) {
            try {
                transactions.end(transaction);
                ended.add(transaction.topicPartition());
            } catch (ExecutionException refused) {
                if (!(refused.getCause() instanceof InvalidProducerEpochException)) {
                    throw refused;
                }
            }
        }
        return ended;
    }

    private static List<AbortTransactionSpec> hanging(Transactions transactions)
            throws InterruptedException, ExecutionException {
        var open = transactions.open();
        if (open.isEmpty()) {
            return open;
        }
        var ongoing = transactions.ongoing();
        var still = transactions.open();
        return open.stream()
                .filter(transaction -> !ongoing.contains(transaction.producerId()))
                .filter(still::contains)
                .toList();
    }

    private HangingTransactions() {}
}
