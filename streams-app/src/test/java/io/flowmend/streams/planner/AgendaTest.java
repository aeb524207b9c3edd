/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import static io.flowmend.streams.planner.PlannerBench.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.streams.order.Position;
import io.flowmend.streams.order.Rank;
import io.flowmend.streams.order.sim.TreeStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {

    private static final int ALL = 1000;

    private final TreeStore store = new TreeStore();
    private final Agenda agenda = new Agenda(store);
    private final List<String> taken = new ArrayList<>();

    @Test
    void nothingIsTakenBeforeItIsClosed() {
        agenda.put(at(1), Rank.OWN, "a", bytes("a"));
        take(ALL);
        assertThat(taken).isEmpty();
        agenda.close();
        take(ALL);
        assertThat(taken).containsExactly("1.0 a");
    }

    @Test
    void itIsTakenByTimeThenRank() {
        agenda.put(new Position(at(2), Rank.DEADLINE, "", 0), bytes("mark"));
        agenda.put(at(2), Rank.OWN, "finding", bytes("finding"));
        agenda.put(at(2), Rank.SHARED, "opt-out", bytes("opt-out"));
        agenda.put(at(1), Rank.DEADLINE, "", bytes("first"));
        agenda.close();
        take(ALL);
        assertThat(taken).containsExactly("1.0 first", "2.0 opt-out", "2.0 finding", "2.0 mark");
    }

    @Test
    void theWordsOfOneOriginKeepTheirOrderEvenIfTheirTimesDoNot() {
        agenda.put(at(3), Rank.OWN, "a", bytes("a1"));
        agenda.put(at(2), Rank.OWN, "a", bytes("a2"));
        agenda.put(at(3), Rank.OWN, "a", bytes("a3"));
        agenda.put(at(2.5), Rank.OWN, "b", bytes("b"));
        agenda.close();
        take(ALL);
        assertThat(taken).containsExactly("2.5 b", "3.0 a1", "3.0 a2", "3.0 a3");
    }

    @Test
    void whatComesToOnePlaceTwiceIsOne() {
        agenda.put(new Position(at(1), Rank.DEADLINE, "", 0), bytes("mark"));
        agenda.put(new Position(at(1), Rank.DEADLINE, "", 0), bytes("mark"));
        agenda.close();
        take(ALL);
        assertThat(taken).containsExactly("1.0 mark");
    }

    @Test
    void aTurnTakesNoMoreWorkThanItIsToldAndTheNextGoesOnAlsoAfterARestart() {
        for (var i = 1; i <= 5; i++) {
            agenda.put(at(i), Rank.OWN, "a", bytes("a" + i));
        }
        agenda.close();
        take(2);
        assertThat(taken).containsExactly("1.0 a1", "2.0 a2");
        new Agenda(store).take(ALL, this::taken);
        assertThat(taken).hasSize(5).endsWith("5.0 a5");
    }

    private void take(int most) {
        agenda.take(most, this::taken);
    }

    private int taken(Instant time, byte[] item) {
        var seconds = Duration.between(at(0), time).toMillis() / 1e3;
        taken.add(seconds + " " + new String(item, StandardCharsets.UTF_8));
        return 1;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
