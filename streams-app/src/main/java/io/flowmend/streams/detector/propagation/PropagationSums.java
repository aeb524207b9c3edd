/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.propagation;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.node.Book;
import io.flowmend.streams.order.ApiFrame;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Sequencer;
import io.flowmend.streams.order.SortedStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds up what all partitions counted, and publishes each change once it is decided. A sum needs no order; what is published
 * is a function of event time alone, because all that lies before a horizon has come before it.
 */
public final class PropagationSums {

    private static final String PREFIX = "sum";

    private final PropagationConfig config;
    private final StalledRule rule;
    private final PropagationCodec codec;
    private final SortedStore store;
    private final Book book;
    private final Output output;
    private final Sequencer sequencer;
    private final int partitions;
    private final TreeMap<Long, Tally> sums = new TreeMap<>();

    /**
     * @param order of the sequencer
     * @param sums changes that are not decided, and open findings
     * @param upstreams one name per partition that counts
     */
    public record Ground(SortedStore order, SortedStore sums, Set<String> upstreams) {}

    /** Takes what is published. */
    public interface Output {

        void propagated(Propagation propagation);

        void found(Finding finding);
    }

    public PropagationSums(
            PropagationConfig config, String name, Ground ground, PropagationCodec codec, Output output) {
        this.config = config;
        this.rule = new StalledRule(config);
        this.codec = codec;
        this.store = ground.sums();
        this.book = new StalledBook(ground.sums(), codec);
        this.output = output;
        this.sequencer = new Sequencer(ground.order(), name, ground.upstreams());
        this.partitions = ground.upstreams().size();
        store.scan(new Key().text(PREFIX).bytes(), new Key().text(PREFIX).end(), (key, value) -> {
            var sum = codec.tally(value);
            sums.put(sum.revision(), sum);
            return true;
        });
    }

    public void counted(Collection<Tally> deltas) {
        for (var delta : deltas) {
            var sum = sums.computeIfAbsent(delta.revision(), Tally::new).merge(delta, config.listed());
            store.put(key(sum.revision()), codec.write(sum));
        }
    }

    public void said(Position position, LateProxy late) {
        sequencer.put(position, codec.write(late.stored()));
    }

    public void accept(ApiFrame frame) {
        var before = sequencer.reached();
        sequencer.accept(frame, this::judge);
        if (sequencer.reached().isAfter(before)) {
            publish(sequencer.reached());
        }
    }

    private void judge(Position position, byte[] payload) {
        var late = LateProxy.of(codec.stored(payload));
        var tally = late instanceof LateProxy.Late(var _, var revision, var _)
                ? Optional.ofNullable(sums.get(revision))
                : Optional.<Tally>empty();
        rule.said(book, late, position.time(), tally, output::found);
    }

    /** In the order of event time: by when the last node was decided, then by revision. */
    private void publish(Instant until) {
        var due = sums.values().stream()
                .filter(sum -> sum.isDecided(partitions))
                .map(sum -> Propagation.of(sum, sum.change().orElseThrow()))
                .filter(each -> !each.decidedAt().isAfter(until))
                .sorted(Comparator.comparing(Propagation::decidedAt)
                        .thenComparingLong(each -> each.change().revision()))
                .toList();
        for (var each : due) {
            sums.remove(each.change().revision());
            store.delete(key(each.change().revision()));
            if (each.watched() > 0) {
                output.propagated(each);
            }
        }
    }

    private static byte[] key(long revision) {
        return new Key().text(PREFIX).number(revision).bytes();
    }
}
