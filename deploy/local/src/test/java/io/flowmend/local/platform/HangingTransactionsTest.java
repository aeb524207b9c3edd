/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.junit.jupiter.api.Test;

class HangingTransactionsTest {

    private final List<AbortTransactionSpec> tried = new ArrayList<>();

    private static AbortTransactionSpec transaction(int partition) {
        return new AbortTransactionSpec(new TopicPartition("findings", partition), 1000 + partition, (short) 7, 0);
    }

    private HangingTransactions.Ending refusing(AbortTransactionSpec one, ApiException why) {
        return transaction -> {
            tried.add(transaction);
            if (transaction.equals(one)) {
                throw new ExecutionException(why);
            }
        };
    }

    @Test
    void oneThatItsCoordinatorEndedFirstDoesNotKeepTheOthersOpen() throws Exception {
        // Given
        var hanging = List.of(transaction(0), transaction(1), transaction(2));
        var late = refusing(transaction(1), new InvalidProducerEpochException("the partition knows epoch 8"));
        // When
        var ended = HangingTransactions.end(hanging, late);
        // Then
        assertThat(tried).isEqualTo(hanging);
        assertThat(ended).containsExactly(new TopicPartition("findings", 0), new TopicPartition("findings", 2));
    }

    @Test
    void anyOtherRefusalIsTold() {
        var forbidden = new ClusterAuthorizationException("not for this principal");
        assertThatThrownBy(() -> HangingTransactions.end(
                        List.of(transaction(0), transaction(1)), refusing(transaction(0), forbidden)))
                .isInstanceOf(ExecutionException.class)
                .hasCause(forbidden);
        assertThat(tried).containsExactly(transaction(0));
    }

    @Test
    void whatACoordinatorStillCompletesIsLeftToIt() throws Exception {
        // Given a coordinator that has loaded between the looks
        var looks = List.of(List.of(transaction(0), transaction(1)), List.of(transaction(1), transaction(2)));
        var taken = new AtomicInteger();
        // When
        var lasting = HangingTransactions.lasting(() -> looks.get(taken.getAndIncrement()), Duration.ZERO);
        // Then
        assertThat(lasting).containsExactly(transaction(1));
    }

    @Test
    void whereNothingHangsNobodyLooksTwice() throws Exception {
        var taken = new AtomicInteger();
        HangingTransactions.Look look = () -> {
            taken.incrementAndGet();
            return List.of();
        };
        assertThat(HangingTransactions.lasting(look, Duration.ofMinutes(1))).isEmpty();
        assertThat(taken).hasValue(1);
    }
}
