/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Budgets, circuit breaker and window: what protects the cluster as a whole from many right decisions at once. */
final class Protections {

    private static final String BUDGET = "budget";
    private static final String CLUSTER = "cluster";
    private static final byte[] ALARMS = new Key().text("alarms").bytes();
    private static final byte[] OPEN_UNTIL = new Key().text("breaker").bytes();

    private final SortedStore store;
    private final PlannerCodec codec;
    private final PlannerConfig config;

    Protections(SortedStore store, PlannerCodec codec, PlannerConfig config) {
        this.store = store;
        this.codec = codec;
        this.config = config;
    }

    /** A finding became actionable. Findings of one service are one alarm: 2,000 flows of it trip nothing. */
    void alarm(Finding finding, Instant now) {
        var name = service(finding);
        var before = tally(ALARMS);
        if (before.names(now).contains(name)) {
            return;
        }
        var alarms = before.plus(now, name);
        store.put(ALARMS, codec.write(alarms));
        var open = openUntil();
        var until = now.plus(config.breakerQuiet());
        if (until.isAfter(open) && (now.isBefore(open) || alarms.names(now).size() > config.breakerServices())) {
            store.put(
                    OPEN_UNTIL,
                    ByteBuffer.allocate(Long.BYTES)
                            .putLong(until.toEpochMilli())
                            .array());
        }
    }

    /** Why nothing is commanded without a person. */
    Optional<String> closed(Instant now) {
        var until = openUntil();
        if (now.isBefore(until)) {
            return Optional.of("circuit breaker: findings of more than " + config.breakerServices()
                    + " services became actionable within a minute; quiet is awaited");
        }
        return config.window()
                .filter(window -> !window.contains(now))
                .map(window -> "outside the window " + window.text());
    }

    Optional<String> spent(Finding finding, Instant now) {
        return over(
                        node(finding),
                        config.nodeBudget(),
                        "of node " + finding.subject().node(),
                        now)
                .or(() -> over(service(finding), config.serviceBudget(), "of service " + service(finding), now))
                .or(() -> over(CLUSTER, config.clusterBudget(), "of the cluster", now));
    }

    void spend(Finding finding, Instant now) {
        spend(node(finding), now);
        spend(service(finding), now);
        spend(CLUSTER, now);
    }

    /** Event time has come so far: what no longer counts is deleted, and the tallies in which nothing is left. */
    void forget(Instant reached) {
        var keys = new ArrayList<>(List.of(ALARMS));
        store.scan(new Key().text(BUDGET).bytes(), new Key().text(BUDGET).end(), (key, _) -> keys.add(key));
        for (var key : keys) {
            var before = tally(key);
            var after = before.since(reached);
            if (after.equals(before)) {
                continue;
            }
            if (after.equals(Tally.EMPTY)) {
                store.delete(key);
            } else {
                store.put(key, codec.write(after));
            }
        }
    }

    private Optional<String> over(String scope, int budget, String words, Instant now) {
        return tally(budget(scope)).count(now) < budget
                ? Optional.empty()
                : Optional.of("budget " + words + " is used up: " + budget + " commands a minute");
    }

    private void spend(String scope, Instant now) {
        store.put(budget(scope), codec.write(tally(budget(scope)).plus(now, "")));
    }

    private Tally tally(byte[] key) {
        var bytes = store.get(key);
        return bytes == null ? Tally.EMPTY : codec.tally(bytes);
    }

    private Instant openUntil() {
        var bytes = store.get(OPEN_UNTIL);
        return bytes == null
                ? Instant.MIN
                : Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong());
    }

    private static byte[] budget(String scope) {
        return new Key().text(BUDGET).text(scope).bytes();
    }

    private static String node(Finding finding) {
        return "node " + finding.subject().node();
    }

    private static String service(Finding finding) {
        return finding.subject()
                .service()
                .map(service -> service.namespace() + "/" + service.name())
                .orElseGet(() -> finding.subject().address());
    }
}
