/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static io.flowmend.streams.simulation.Entry.NEVER;

import io.flowmend.schemas.Topics;
import io.flowmend.streams.simulation.Incident.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What service proxies make of the changes of all slices: in time, late, never; one, some, or all of them. */
final class Proxies {

    /** A proxy must not leave a change alone for longer than this, if others do not (detector's page). */
    private static final double BOUND = 30;

    /** From here on a proxy that acknowledges is watched. */
    private static final double BEGIN = 2;

    private final Cluster cluster;
    private final List<Stand> stands = new ArrayList<>();
    /** When a slice changed that one proxy cannot program, and says so. */
    private double held = NEVER;

    /** A proxy that does nothing for a while. */
    private record Stand(Agent agent, double from, double until) {
        boolean holds(double second) {
            return from <= second && second < until;
        }
    }

    /** A proxy that is late, until it has caught up. */
    private record Late(Agent agent, double until) {}

    Proxies(Cluster cluster) {
        this.cluster = cluster;
    }

    /** After all else that changes slices. */
    void happen() {
        churn();
        var changes = cluster.told.stream()
                .filter(Told.ByApi.class::isInstance)
                .map(Told.ByApi.class::cast)
                .filter(fact -> fact.topic().equals(Topics.ENDPOINT_SLICES))
                .map(Told::at)
                .sorted()
                .toList();
        var agents =
                Stream.concat(cluster.linux.stream(), cluster.windows.stream()).toList();
        var from = cluster.between(25, 55);
        var first = changes.stream().filter(at -> at > from).findFirst().orElseThrow();
        switch (cluster.chance.between(0, 5)) {
            case 0 -> late(first, agents.subList(0, 1), List.of(cluster.pick(10.0, 25.0))); // late, but not that late
            case 1 -> late(first, agents.subList(1, 2), List.of(cluster.pick(34.0, NEVER)));
            case 2 -> late(first, agents.subList(0, 2), List.of(33.0, cluster.pick(38.0, NEVER)));
            case 3 -> late(first, agents.subList(1, 5), List.of(33.0, 34.0, cluster.pick(36.0, NEVER), NEVER));
            case 4 -> late(first, agents, List.of(NEVER, NEVER, NEVER, NEVER, NEVER));
            default -> {}
        }
        agents.forEach(agent -> acknowledges(agent, changes));
        // A node that is silent cannot be told from one whose proxy stands still.
        var shaky = cluster.shaky.getFirst();
        shaky.outages().forEach(outage -> stands.add(new Stand(shaky, outage.from() - 9, outage.until())));
        acknowledges(shaky, changes);
    }

    private void churn() {
        var service = new Service("churn", "10.96.0.210", "TCP", 80).begins(cluster, state -> {});
        for (var at = cluster.between(4, 8); at < Cluster.LENGTH; at += cluster.between(6, 11)) {
            var change = Cluster.exact(at + 0.033);
            service.backends(cluster, change, cluster.chance.oneIn(2), List.of());
            if (at < 20) {
                held = change;
            }
        }
    }

    /** @param after seconds after the first change that waits, the least first */
    private void late(double first, List<Agent> agents, List<Double> after) {
        var late = new ArrayList<Late>();
        for (var i = 0; i < agents.size(); i++) {
            var until = first + after.get(i);
            stands.add(new Stand(agents.get(i), first, until));
            if (after.get(i) > BOUND) {
                late.add(new Late(agents.get(i), until));
            }
        }
        var most = late.size() > 2;
        if (most) {
            cluster.fault(new Incident(
                    "propagation",
                    Set.of(Judge.MOST),
                    late.stream().map(each -> each.agent().node()).collect(Collectors.toSet()),
                    Set.of("api-or-source"),
                    end(late.get(late.size() - 3).until())));
        }
        // Of many the last two are found alone, once the others have caught up.
        late.stream()
                .skip(most ? late.size() - 2 : 0)
                .filter(each -> !most || late.get(late.size() - 3).until() < Cluster.LENGTH)
                .forEach(each -> cluster.fault(
                        new Incident("propagation", each.agent().node(), "stalled-proxy", end(each.until()))));
    }

    private static End end(double until) {
        return until < Cluster.LENGTH ? End.MENDED : End.LASTS;
    }

    private void acknowledges(Agent agent, List<Double> changes) {
        says(agent, BEGIN, BEGIN - 0.1);
        for (var outage : agent.outages()) {
            says(agent, outage.until() + 0.2, outage.until());
        }
        for (var change : changes) {
            var at = change + cluster.between(0.1, 1.2);
            var stand = stands.stream()
                    .filter(each -> each.agent().equals(agent) && each.holds(at))
                    .findFirst();
            if (stand.isEmpty()) {
                says(agent, at, change);
            } else if (change < stand.get().from()) {
                says(agent, Math.max(change, stand.get().from() - 0.01), change);
            }
        }
        stands.stream()
                .filter(stand -> stand.agent().equals(agent) && stand.until() < Cluster.LENGTH)
                .forEach(stand -> says(agent, stand.until(), stand.until()));
    }

    private void says(Agent agent, double at, double upTo) {
        if (agent.runs(Cluster.exact(at)) && at > 0) {
            var isHeld = agent.equals(cluster.linux.getLast()) && upTo >= held;
            cluster.told.add(new Told.Acknowledged(
                    Cluster.exact(at), agent, Cluster.exact(upTo), isHeld ? List.of(held) : List.of()));
        }
    }
}
