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
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TransactionCoordinatorFencedException;
import org.apache.kafka.common.requests.TransactionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HangingTransactionsTest {

    private static final int EPOCH = 7;
    private static final long START = 400;

    /** A producer for each partition. */
    private static Open open(int partition) {
        return new Open(place(partition), START, producer(partition), (short) EPOCH, 0);
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
        "COMPLETE_COMMIT, 8, COMMIT",
        // of another transaction of the same producer
        "COMPLETE_COMMIT, 7, ABORT",
        "COMPLETE_COMMIT, 9, ABORT",
        "COMPLETE_ABORT, 8, ABORT",
        "EMPTY, 8, ABORT",
    })
    void oneThatItsCoordinatorTakesForEndedEndsAsItWasDecided(
            TransactionState state, int epoch, TransactionResult result) throws Exception {
        var broker = new Broker(List.of(open(0)), List.of(open(0)));
        broker.know(new Last(state, epoch));
        assertThat(HangingTransactions.end(broker)).containsExactly(new Ended(place(0), result));
        assertThat(broker.tried).containsExactly(open(0));
    }

    @Test
    void oneThatGoesOnIsLeftToItsCoordinator() throws Exception {
        var broker = new Broker(List.of(open(0)), List.of(open(0)));
        broker.know(new Last(TransactionState.ONGOING, EPOCH));
        assertThat(HangingTransactions.end(broker)).isEmpty();
        assertThat(broker.tried).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PREPARE_COMMIT, COMPLETE_COMMIT, COMMIT", "PREPARE_ABORT, COMPLETE_ABORT, ABORT"})
    void aCoordinatorThatStillWritesMarkersIsWaitedFor(
            TransactionState before, TransactionState after, TransactionResult result) throws Exception {
        var broker = new Broker(List.of(open(0)), List.of(open(0)));
        broker.know(new Last(before, EPOCH + 1), new Last(after, EPOCH + 1));
        assertThat(HangingTransactions.end(broker)).containsExactly(new Ended(place(0), result));
    }

    @Test
    void theNextTransactionOfAProducerIsAnother() throws Exception {
        var next = new Open(place(0), START + 2, producer(0), (short) EPOCH, 0);
        var broker = new Broker(List.of(open(0)), List.of(next));
        broker.know(new Last(TransactionState.COMPLETE_COMMIT, EPOCH + 1));
        assertThat(HangingTransactions.end(broker)).isEmpty();
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
    void thoseThatTheirCoordinatorEndedFirstDoNotKeepTheOthersOpen() throws Exception {
        // Given
        var all = List.of(open(0), open(1), open(2));
        var broker = new Broker(all, all);
        broker.refusals = Map.of(
                open(1),
                new InvalidProducerEpochException("the partition knows epoch 8"),
                open(2),
                new TransactionCoordinatorFencedException("the partition knows a later coordinator"));
        // When
        var ended = HangingTransactions.end(broker);
        // Then
        assertThat(broker.tried).containsExactlyInAnyOrderElementsOf(all);
        assertThat(ended).containsExactly(aborted(0));
    }

    @Test
    void anyOtherRefusalIsTold() {
        var broker = new Broker(List.of(open(0)), List.of(open(0)));
        broker.refusals = Map.of(open(0), new ClusterAuthorizationException("not for this principal"));
        assertThatThrownBy(() -> HangingTransactions.end(broker))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("not for this principal");
    }

    private static final class Broker implements HangingTransactions.Transactions {

        private final Deque<List<Open>> open;
        private final Deque<Last> last = new ArrayDeque<>();
        private Map<Open, ApiException> refusals = Map.of();
        private final List<Open> tried = new ArrayList<>();
        private int asked;

        Broker(List<Open> before, List<Open> after) {
            this.open = new ArrayDeque<>(List.of(before, after));
        }

        /** Of the first producer, at one look after the other; the last one stays. */
        void know(Last... states) {
            last.addAll(List.of(states));
        }

        @Override
        public List<Open> open() {
            return open.remove();
        }

        @Override
        public Map<Long, Last> last() {
            asked++;
            var now = last.size() > 1 ? last.remove() : last.peek();
            return now == null ? Map.of() : Map.of(producer(0), now);
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
