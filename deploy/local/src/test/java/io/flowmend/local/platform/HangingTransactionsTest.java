/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.local.platform.HangingTransactions.Ended;
import io.flowmend.local.platform.HangingTransactions.Last;
import io.flowmend.local.platform.HangingTransactions.Open;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.requests.TransactionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HangingTransactionsTest {

    private static final int EPOCH = 7;

    /** A producer for each partition. */
    private static Open open(int partition) {
        return new Open(place(partition), producer(partition), (short) EPOCH, 0);
    }

    private static TopicPartition place(int partition) {
        return new TopicPartition("findings", partition);
    }

    private static long producer(int partition) {
        return 1000L + partition;
    }

    private static Ended aborted(int partition) {
        return new Ended(place(partition), TransactionResult.ABORT);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE_COMMIT, 7, COMMIT",
        "COMPLETE_COMMIT, 8, COMMIT",
        // of another transaction of the same producer
        "COMPLETE_COMMIT, 6, ABORT",
        "COMPLETE_COMMIT, 9, ABORT",
        "COMPLETE_ABORT, 8, ABORT",
        "EMPTY, 8, ABORT",
    })
    void oneThatItsCoordinatorTakesForEndedEndsAsItWasDecided(
            TransactionState state, int epoch, TransactionResult result) throws Exception {
        var broker = new Broker(List.of(open(0)), List.of(open(0)));
        broker.last = Map.of(producer(0), new Last(state, epoch));
        assertThat(HangingTransactions.end(broker)).containsExactly(new Ended(place(0), result));
        assertThat(broker.tried).containsExactly(open(0));
    }

    @ParameterizedTest
    @CsvSource({"ONGOING", "PREPARE_COMMIT", "PREPARE_ABORT", "PREPARE_EPOCH_FENCE"})
    void oneThatItsCoordinatorWillEndIsLeftToIt(TransactionState state) throws Exception {
        var broker = new Broker(List.of(open(0)), List.of(open(0)));
        broker.last = Map.of(producer(0), new Last(state, EPOCH));
        assertThat(HangingTransactions.end(broker)).isEmpty();
        assertThat(broker.tried).isEmpty();
    }

    @Test
    void oneThatNobodyKnowsIsAborted() throws Exception {
        var broker = new Broker(List.of(open(0)), List.of(open(0)));
        assertThat(HangingTransactions.end(broker)).containsExactly(aborted(0));
    }

    @Test
    void onlyWhatIsOpenThroughoutHangs() throws Exception {
        // Given one that ends and one that begins while the coordinators are asked
        var broker = new Broker(List.of(open(0), open(1)), List.of(open(1), open(2)));
        // When, Then
        assertThat(HangingTransactions.end(broker)).containsExactly(aborted(1));
    }

    @Test
    void whereNothingIsOpenNoCoordinatorIsAsked() throws Exception {
        var broker = new Broker(List.of(), List.of());
        assertThat(HangingTransactions.end(broker)).isEmpty();
        assertThat(broker.asked).isZero();
    }

    @Test
    void oneThatItsCoordinatorEndedFirstDoesNotKeepTheOthersOpen() throws Exception {
        // Given
        var all = List.of(open(0), open(1), open(2));
        var broker = new Broker(all, all);
        broker.refusals = Map.of(open(1), new InvalidProducerEpochException("the partition knows epoch 8"));
        // When
        var ended = HangingTransactions.end(broker);
        // Then
        assertThat(broker.tried).containsExactlyInAnyOrderElementsOf(all);
        assertThat(ended).containsExactlyInAnyOrder(aborted(0), aborted(2));
    }

    @Test
    void anyOtherRefusalIsTold() {
        var broker = new Broker(List.of(open(0)), List.of(open(0)));
        broker.refusals = Map.of(open(0), new ClusterAuthorizationException("not for this principal"));
        assertThatThrownBy(() -> HangingTransactions.end(broker))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("not for this principal");
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

        private final Deque<List<Open>> open;
        private Map<Long, Last> last = Map.of();
        private Map<Open, ApiException> refusals = Map.of();
        private final List<Open> tried = new ArrayList<>();
        private int asked;

        Broker(List<Open> before, List<Open> after) {
            this.open = new ArrayDeque<>(List.of(before, after));
        }

        @Override
        public List<Open> open() {
            return open.remove();
        }

        @Override
        public Map<Long, Last> last() {
            asked++;
            return last;
        }

        @Override
        public void end(Open transaction, TransactionResult result) {
            tried.add(transaction);
            var refusal = refusals.get(transaction);
            if (refusal != null) {
                throw refusal;
            }
        }
    }
}
