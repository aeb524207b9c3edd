/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the facts' partition has brought of a node.
 *
 * @param highest per life: the highest sequence that has arrived
 * @param lives in the order of their first facts; a life that another of its source follows is over
 * @param retired lives that ended and whose facts are late, newest last
 * @param unreadable records under this node's key since the last that could be read
 */
record Arrivals(Map<String, Long> highest, List<String> lives, List<String> retired, int unreadable) {

    static final Arrivals NONE = new Arrivals(Map.of(), List.of(), List.of(), 0);
    private static final int REMEMBERED_LIVES = 16;

    Arrivals {
        highest = Map.copyOf(highest);
        lives = List.copyOf(lives);
        retired = List.copyOf(retired);
    }

    static String life(String source, String bootId) {
        return source + "/" + bootId;
    }

    static List<String> newest(List<String> lives) {
        return lives.subList(Math.max(0, lives.size() - REMEMBERED_LIVES), lives.size());
    }

    long of(String source, String bootId) {
        return highest.getOrDefault(life(source, bootId), 0L);
    }

    boolean has(String source, String bootId) {
        return lives.contains(life(source, bootId));
    }

    boolean isRetired(String source, String bootId) {
        return retired.contains(life(source, bootId));
    }

    /** Facts of a later life have come after this one's. */
    boolean isFollowed(String source, String bootId) {
        var at = lives.indexOf(life(source, bootId));
        return at >= 0 && lives.subList(at + 1, lives.size()).stream().anyMatch(isOf(source));
    }

    /** Lives of the source that arrived before this one. */
    List<String> before(String source, String bootId) {
        var at = lives.indexOf(life(source, bootId));
        return lives.subList(0, Math.max(0, at)).stream().filter(isOf(source)).toList();
    }

    Arrivals with(Fact fact) {
        var life = life(fact.source(), fact.bootId());
        var nextHighest = new HashMap<>(highest);
        nextHighest.put(life, fact.sequence());
        var nextLives = new ArrayList<>(lives);
        if (!nextLives.contains(life)) {
            nextLives.add(life);
        }
        return new Arrivals(nextHighest, nextLives, retired, 0);
    }

    Arrivals withUnreadable() {
        return new Arrivals(highest, lives, retired, unreadable + 1);
    }

    /** What the heartbeat names and has not come will not come: unreadable records stand in {@code places} of it. */
    Arrivals vouched(Beat beat, long places) {
        var next = new HashMap<>(highest);
        for (var said : beat.sources()) {
            next.merge(life(said.source(), said.bootId()), said.lastSequence(), Math::max);
        }
        return new Arrivals(next, lives, retired, (int) Math.max(0, unreadable - places));
    }

    Arrivals retire(List<String> over) {
        var nextHighest = new HashMap<>(highest);
        var nextLives = new ArrayList<>(lives);
        var nextRetired = new ArrayList<>(retired);
        for (var life : over) {
            nextHighest.remove(life);
            nextLives.remove(life);
            nextRetired.add(life);
        }
        return new Arrivals(nextHighest, nextLives, newest(nextRetired), unreadable);
    }

    private static Predicate<String> isOf(String source) {
        return life -> life.startsWith(source + "/");
    }
}
