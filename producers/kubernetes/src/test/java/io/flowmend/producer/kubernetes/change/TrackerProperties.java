/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.producer.kubernetes.change.Publication.State;
import io.flowmend.producer.kubernetes.change.Publication.Tombstone;
import io.flowmend.producer.kubernetes.support.FactsOf;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Law: a reader of the topic has, after any sequence of changes, deletions and lists, exactly what the API has. */
class TrackerProperties {

    private final Map<String, ServiceFacts> api = new HashMap<>();
    private final Map<String, ServiceFacts> topic = new HashMap<>();

    @Property(tries = 300)
    void theTopicFollowsTheApi(@ForAll @Size(max = 40) List<@IntRange(min = 0, max = 59) Integer> steps) {
        api.clear();
        topic.clear();
        var tracker = new Tracker<ServiceFacts>();
        for (var index = 0; index < steps.size(); index++) {
            step(tracker, steps.get(index), index);
        }
        apply(tracker.listed(all(), Instant.EPOCH));
        assertThat(topic).isEqualTo(api);
    }

    /** Which of five objects, what happens to it, and whether the watch sees it or a later list does. */
    private void step(Tracker<ServiceFacts> tracker, int step, int index) {
        var name = "s" + step % 5;
        var watched = step / 5 % 2 == 0;
        var facts = FactsOf.service(name, "u", Map.of("step", Integer.toString(index / 3)));
        switch (step / 10) {
            case 0, 1, 2 -> {
                api.put(facts.path(), facts);
                if (watched) {
                    apply(tracker.changed(new Observed<>(facts, "" + index), Instant.EPOCH));
                }
            }
            case 3, 4 -> {
                var last = api.remove(facts.path());
                if (last != null && watched) {
                    apply(tracker.deleted(new Observed<>(last, "" + index), Instant.EPOCH));
                }
            }
            default -> {
                apply(tracker.listed(all(), Instant.EPOCH));
                assertThat(topic).isEqualTo(api);
            }
        }
    }

    private List<Observed<ServiceFacts>> all() {
        return api.values().stream().map(facts -> new Observed<>(facts, "1")).toList();
    }

    private void apply(List<Publication> publications) {
        for (var publication : publications) {
            switch (publication) {
                case State state -> topic.put(state.path(), (ServiceFacts) state.facts());
                case Tombstone end ->
                    assertThat(topic.remove(end.path()))
                            .as("what ends had begun")
                            .isNotNull();
            }
        }
    }
}
