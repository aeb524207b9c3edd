/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.common.cli.StartupFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TransactionCoordinatorFencedException;
import org.apache.kafka.common.requests.TransactionResult;
import org.jspecify.annotations.Nullable;

/**
 * Ends transactions that a kill -9 of broker and clients at once has left open in a partition and that their coordinator
 * takes for ended. A coordinator of Kafka 4.3.1 that comes back to a transaction which it had decided, and meets a partition
 * without a leader, takes the partition for deleted and leaves its marker out (KAFKA-20734); while the only broker comes back,
 * every partition is without a leader for a moment. Nobody would end it any more: the topology would wait for ever for its own
 * committed offsets.
 *
 * <p>What was decided is kept: other partitions of the same transaction have their marker. So the coordinators are asked, when
 * they have loaded and done what they know, and only what is open before and after that hangs. Called before any client of ours
 * begins.
 */
final class HangingTransactions {

    /**
     * A transaction that is open in a partition.
     *
     * @param start its first offset there
     */
    record Open(TopicPartition partition, long start, long producerId, short epoch, int coordinatorEpoch) {}

    /**
     * What a coordinator knows of a producer's last transaction.
     *
     * @param epoch of the producer; once an end is decided, one more than that of the transaction (KIP-890, all that is
     *     transactional here). Of an older client nothing is taken for committed.
     */
    record Last(TransactionState state, int epoch) {

        private static final Last NOTHING = new Last(TransactionState.UNKNOWN, 0);

        /** Its coordinator writes markers, and may yet leave one out. */
        boolean isEnding() {
            return switch (state) {
                case PREPARE_ABORT, PREPARE_COMMIT, PREPARE_EPOCH_FENCE -> true;
                case ONGOING, COMPLETE_ABORT, COMPLETE_COMMIT, EMPTY, UNKNOWN -> false;
            };
        }

        Optional<TransactionResult> endOf(Open transaction) {
            return switch (state) {
                case ONGOING, PREPARE_ABORT, PREPARE_COMMIT, PREPARE_EPOCH_FENCE -> Optional.empty();
                case COMPLETE_COMMIT ->
                    Optional.of(epoch == transaction.epoch() + 1 ? TransactionResult.COMMIT : TransactionResult.ABORT);
                case COMPLETE_ABORT, EMPTY, UNKNOWN -> Optional.of(TransactionResult.ABORT);
            };
        }
    }

    /** Where one was ended, and how. */
    record Ended(TopicPartition partition, TransactionResult result) {

        @Override
        public String toString() {
            return partition + " " + result;
        }
    }

    /** For what the coordinators had decided; what they have not done by then is left to them. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The transactions of a broker. */
    interface Transactions {

        List<Open> open() throws InterruptedException, ExecutionException;

        /** By producer id; asked of coordinators that have loaded what they know. */
        Map<Long, Last> last() throws InterruptedException, ExecutionException;

        /** @throws ApiException what the broker says against it */
        void end(Open transaction, TransactionResult result) throws InterruptedException, IOException;
    }

    /** @throws StartupFailure if the broker does not let itself be asked */
    static List<Ended> end(Transactions transactions) throws InterruptedException {
        try {
            var ended = new ArrayList<Ended>();
            for (var end : ends(transactions).entrySet()) {
                if (isEnded(transactions, end.getKey(), end.getValue())) {
                    ended.add(new Ended(end.getKey().partition(), end.getValue()));
                }
            }
            return ended;
        } catch (ExecutionException refused) {
            throw failure(refused.getCause());
        } catch (IOException | ApiException refused) {
            throw failure(refused);
        }
    }

    private static StartupFailure failure(@Nullable Throwable refused) {
        return new StartupFailure("the broker does not let its open transactions be told or ended: " + refused);
    }

    /** @return false if its coordinator, back from the dead, was first and the epoch is a later one */
    private static boolean isEnded(Transactions transactions, Open hanging, TransactionResult result)
            throws InterruptedException, IOException {
        try {
            transactions.end(hanging, result);
            return true;
        } catch (InvalidProducerEpochException | TransactionCoordinatorFencedException late) {
            return false;
        }
    }

    private static Map<Open, TransactionResult> ends(Transactions transactions)
            throws InterruptedException, ExecutionException {
        var open = transactions.open();
        if (open.isEmpty()) {
            return Map.of();
        }
        var last = decided(transactions, open);
        var ends = new HashMap<Open, TransactionResult>();
        for (var still : transactions.open()) {
            if (open.contains(still)) {
                last.getOrDefault(still.producerId(), Last.NOTHING)
                        .endOf(still)
                        .ifPresent(result -> ends.put(still, result));
            }
        }
        return ends;
    }

    /** What the coordinators know once they have done what they had decided of these. */
    private static Map<Long, Last> decided(Transactions transactions, List<Open> open)
            throws InterruptedException, ExecutionException {
        var begun = System.nanoTime();
        var last = transactions.last();
        while (isEnding(open, last) && System.nanoTime() - begun < PATIENCE.toNanos()) {
            Thread.sleep(PAUSE);
            last = transactions.last();
        }
        return last;
    }

    private static boolean isEnding(List<Open> open, Map<Long, Last> last) {
        return open.stream()
                .map(transaction -> last.getOrDefault(transaction.producerId(), Last.NOTHING))
                .anyMatch(Last::isEnding);
    }

    private HangingTransactions() {}
}
