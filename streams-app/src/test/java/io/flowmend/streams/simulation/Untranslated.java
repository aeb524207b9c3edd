/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static io.flowmend.streams.simulation.Entry.ANSWERED;
import static io.flowmend.streams.simulation.Entry.NEVER;
import static io.flowmend.streams.simulation.Entry.UNREPLIED;

import io.flowmend.streams.simulation.Incident.End;
import java.util.List;

/** Senders whose conntrack entry was made without a NAT rule, and services that become ready, or do not. */
final class Untranslated {

    /** The first sender; those of other parts come before. */
    private static final int FIRST = 11;

    private static final int PLUGIN_ZONE = 7;

    private final Cluster cluster;

    Untranslated(Cluster cluster) {
        this.cluster = cluster;
    }

    void happen() {
        for (var number = FIRST; number < FIRST + 3; number++) {
            new Flow(number).happens();
        }
    }

    private final class Flow {

        private final int number;
        private final Agent agent = cluster.chance.pick(cluster.linux);
        private final Service service;
        private final Pod backend;
        private final double early = cluster.between(6, 12);
        /** When the service gets its first ready backend. */
        private final double ready = cluster.between(24, 46);

        Flow(int number) {
            this.number = number;
            this.service = new Service("syslog-" + number, "10.96.0." + number, "UDP", 514);
            var name = service.name() + "-0";
            var home = cluster.linux.get((cluster.linux.indexOf(agent) + 1) % cluster.linux.size());
            this.backend = new Pod(name, "uid-" + name, home, cluster.address(), 3, true)
                    .begins(cluster)
                    .programmed(cluster);
        }

        void happens() {
            switch (cluster.chance.between(0, 14)) {
                case 0 -> quiet(entry(early, NEVER, ready + 0.05)); // kube-proxy was in time
                case 1 -> fault(entry(early, NEVER, ready + cluster.pick(1.0, 6.0, 15.0)), End.MENDED);
                case 2 -> fault(entry(early, ready + 8, NEVER), End.PASSED);
                case 3 -> fault(entry(early, NEVER, NEVER), End.LASTS);
                case 4 -> { // the rule comes later than the backend
                    becomesReady(4);
                    var removed = ready + cluster.pick(8.0, 20.0, NEVER);
                    found(
                            entry(ready, NEVER, removed),
                            "entry-made-without-rule",
                            removed < NEVER ? End.MENDED : End.LASTS);
                }
                case 5 -> { // its backend goes away again
                    fault(entry(early, NEVER, NEVER), End.UNDONE);
                    service.backends(cluster, ready + cluster.pick(4.0, 20.0), false, List.of(backend));
                }
                case 6 -> quiet(entry(early, ready - 9, NEVER)); // nobody sends any more
                case 7 -> { // a network plugin translates it in a zone of its own
                    quiet(entry(early, NEVER, NEVER));
                    new Entry(agent, number, service, backend.address(), PLUGIN_ZONE, UNREPLIED, early, NEVER, NEVER)
                            .tell(cluster, record -> {});
                }
                case 8 -> quiet(entry(ANSWERED, early, NEVER, NEVER)); // answers come
                case 9 -> { // a process of the node itself has the address
                    service.begins(cluster, state -> {});
                    becomesReady(ready);
                    entry(early, NEVER, NEVER)
                            .tell(
                                    cluster,
                                    record -> record.setToLocalAddress(true).setLocalListener(true));
                }
                case 10 -> { // no backend is ready, ever
                    service.begins(cluster, state -> {});
                    service.backends(cluster, ready, false, List.of(backend));
                    entry(early, NEVER, NEVER).tell(cluster, record -> {});
                }
                case 11 -> { // the node must not send it to another one's backend
                    service.begins(cluster, state -> state.setInternalTrafficPolicy("Local"));
                    becomesReady(ready);
                    entry(early, NEVER, NEVER).tell(cluster, record -> {});
                }
                case 12 -> { // another proxy's service
                    service.begins(cluster, state -> state.setServiceProxyName("other"));
                    becomesReady(ready);
                    entry(early, NEVER, NEVER).tell(cluster, record -> {});
                }
                case 13 -> { // another port of the same address
                    service.begins(cluster, state -> {});
                    becomesReady(ready);
                    var other = new Service(service.name(), service.address(), "UDP", service.port() + 1);
                    new Entry(agent, number, other, other.address(), 0, UNREPLIED, early, NEVER, NEVER)
                            .tell(cluster, record -> {});
                }
                default -> { // translated, as it should be
                    service.begins(cluster, state -> {});
                    becomesReady(4);
                    new Entry(agent, number, service, backend.address(), 0, UNREPLIED, ready, NEVER, NEVER)
                            .tell(cluster, record -> {});
                }
            }
        }

        private void becomesReady(double at) {
            service.backends(cluster, at, true, List.of(backend));
        }

        private Entry entry(double seen, double usedUntil, double removed) {
            return entry(UNREPLIED, seen, usedUntil, removed);
        }

        private Entry entry(int status, double seen, double usedUntil, double removed) {
            return new Entry(agent, number, service, service.address(), 0, status, seen, usedUntil, removed);
        }

        private void quiet(Entry entry) {
            service.begins(cluster, state -> {});
            becomesReady(ready);
            entry.tell(cluster, record -> {});
        }

        private void fault(Entry entry, End end) {
            becomesReady(ready);
            found(entry, "entry-older-than-backend", end);
        }

        private void found(Entry entry, String cause, End end) {
            service.begins(cluster, state -> {});
            entry.tell(cluster, record -> {});
            cluster.fault(new Incident("stalenat", Judge.flow(agent.node(), entry.sender()), cause, end));
        }
    }
}
