/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.utils.Utils;

/** The transactions of a broker of one node. */
record AdminTransactions(Admin admin, TransactionMarkers markers) implements HangingTransactions.Transactions {

    @Override
    public List<HangingTransactions.Open> open() throws InterruptedException, ExecutionException {
        return admin.describeProducers(partitions(topics())).all().get().entrySet().stream()
                .flatMap(entry ->
                        entry.getValue().activeProducers().stream().flatMap(producer -> open(entry.getKey(), producer)))
                .toList();
    }

    @Override
    public Map<Long, HangingTransactions.Last> last() throws InterruptedException, ExecutionException {
        awaitLoaded();
        var ids = admin.listTransactions().all().get().stream()
                .map(TransactionListing::transactionalId)
                .toList();
        var last = new HashMap<Long, HangingTransactions.Last>();
        for (var known : describe(ids)) {
            last.put(known.producerId(), new HangingTransactions.Last(known.state(), known.producerEpoch()));
        }
        return last;
    }

    @Override
    public void end(HangingTransactions.Open transaction, TransactionResult result)
            throws InterruptedException, IOException {
        markers.write(transaction, result);
    }

    /**
     * A coordinator lists what it has loaded, and nothing of a partition of its log that it has not begun to load. What it
     * says of a single id is either that it has not loaded, and the client asks again, or the truth. So one id of each
     * partition is asked for.
     */
    private void awaitLoaded() throws InterruptedException, ExecutionException {
        var partitions = partitions(List.of(Topic.TRANSACTION_STATE_TOPIC_NAME)).size();
        var ids = IntStream.range(0, partitions)
                .mapToObj(partition -> idOf(partition, partitions))
                .toList();
        describe(ids);
    }

    /** Of ids that are known; one may have been forgotten meanwhile. */
    private List<TransactionDescription> describe(List<String> ids) throws InterruptedException, ExecutionException {
        var described = new ArrayList<TransactionDescription>();
        var answers = admin.describeTransactions(ids);
        for (var id : ids) {
            try {
                described.add(answers.description(id).get());
            } catch (ExecutionException refused) {
                if (!(refused.getCause() instanceof TransactionalIdNotFoundException)) {
                    throw refused;
                }
            }
        }
        return described;
    }

    /** A transactional id that nobody has, of a partition by {@code TransactionStateManager.partitionFor}. */
    static String idOf(int partition, int partitions) {
        return Stream.iterate(0, number -> number + 1)
                .map(number -> "flowmend-is-loaded-" + number)
                .filter(id -> Utils.abs(id.hashCode()) % partitions == partition)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<HangingTransactions.Open> open(TopicPartition partition, ProducerState producer) {
        return producer.currentTransactionStartOffset().stream()
                .mapToObj(start -> new HangingTransactions.Open(
                        partition,
                        start,
                        producer.producerId(),
                        (short) producer.producerEpoch(),
                        producer.coordinatorEpoch().orElse(0)));
    }

    private Collection<String> topics() throws InterruptedException, ExecutionException {
        return admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
    }

    private List<TopicPartition> partitions(Collection<String> topics) throws InterruptedException, ExecutionException {
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }
}
