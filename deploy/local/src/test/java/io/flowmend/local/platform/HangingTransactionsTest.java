/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.junit.jupiter.api.Test;

class HangingTransactionsTest {

    private static AbortTransactionSpec transaction(int partition) {
        return new AbortTransactionSpec(place(partition), producer(partition), (short) 7, 0);
    }

    private static TopicPartition place(int partition) {
        return new TopicPartition("findings", partition);
    }

    private static long producer(int partition) {
        return 1000L + partition;
    }

    private static List<AbortTransactionSpec> transactions(int... partitions) {
        return IntStream.of(partitions)
                .mapToObj(HangingTransactionsTest::transaction)
                .toList();
    }

    @Test
    void endedIsWhatIsOpenThroughoutAndNobodyWillEnd() throws Exception {
        // Given one that hangs, one that its coordinator knows, and one that ends meanwhile
        var broker = new Broker(transactions(0, 1, 2), transactions(0, 1), Set.of(producer(1)), Map.of());
        // When
        var ended = HangingTransactions.end(broker);
        // Then
        assertThat(broker.tried).containsExactly(transaction(0));
        assertThat(ended).containsExactly(place(0));
    }

    @Test
    void whereNothingIsOpenNoCoordinatorIsAsked() throws Exception {
        var broker = new Broker(List.of(), List.of(), Set.of(), Map.of());
        assertThat(HangingTransactions.end(broker)).isEmpty();
        assertThat(broker.asked).isZero();
    }

    @Test
    void oneThatItsCoordinatorEndedFirstDoesNotKeepTheOthersOpen() throws Exception {
        // Given
        var late = new InvalidProducerEpochException("the partition knows epoch 8");
        var broker = new Broker(transactions(0, 1, 2), transactions(0, 1, 2), Set.of(), Map.of(transaction(1), late));
        // When
        var ended = HangingTransactions.end(broker);
        // Then
        assertThat(broker.tried).isEqualTo(transactions(0, 1, 2));
        assertThat(ended).containsExactly(place(0), place(2));
    }

    @Test
    void anyOtherRefusalIsTold() {
        var forbidden = new ClusterAuthorizationException("not for this principal");
        var broker = new Broker(transactions(0, 1), transactions(0, 1), Set.of(), Map.of(transaction(0), forbidden));
        assertThatThrownBy(() -> HangingTransactions.end(broker))
                .isInstanceOf(ExecutionException.class)
                .hasCause(forbidden);
        assertThat(broker.tried).containsExactly(transaction(0));
    }

    @Test
    void everyPartitionOfTheCoordinatorsLogHasAnIdToAskFor() {
        for (var partitions : List.of(1, 4, 50)) {
            assertThat(IntStream.range(0, partitions)
                            .mapToObj(partition -> AdminTransactions.idOf(partition, partitions)))
                    .doesNotHaveDuplicates()
                    .hasSize(partitions);
        }
    }

    private static final class Broker implements HangingTransactions.Transactions {

        private final Deque<List<AbortTransactionSpec>> open;
        private final Set<Long> ongoing;
        private final Map<AbortTransactionSpec, ApiException> refusals;
        private final List<AbortTransactionSpec> tried = new ArrayList<>();
        private int asked;

        Broker(
                List<AbortTransactionSpec> before,
                List<AbortTransactionSpec> after,
                Set<Long> ongoing,
                Map<AbortTransactionSpec, ApiException> refusals) {
            this.open = new ArrayDeque<>(List.of(before, after));
            this.ongoing = ongoing;
            this.refusals = refusals;
        }

        @Override
        public List<AbortTransactionSpec> open() {
            return open.remove();
        }

        @Override
        public Set<Long> ongoing() {
            asked++;
            return ongoing;
        }

        @Override
        public void end(AbortTransactionSpec transaction) throws ExecutionException {
            tried.add(transaction);
            if (refusals.containsKey(transaction)) {
                throw new ExecutionException(refusals.get(transaction));
            }
        }
    }
}
