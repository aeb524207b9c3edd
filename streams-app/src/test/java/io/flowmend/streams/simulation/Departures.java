/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static io.flowmend.streams.simulation.Entry.ANSWERED;
import static io.flowmend.streams.simulation.Entry.NEVER;
import static io.flowmend.streams.simulation.Entry.UNREPLIED;

import io.flowmend.streams.simulation.Incident.End;
import java.util.List;

/** Backends that end while a sender's conntrack entry still leads to their address. */
final class Departures {

    private final Cluster cluster;

    Departures(Cluster cluster) {
        this.cluster = cluster;
    }

    void happen() {
        for (var number = 1; number <= 3; number++) {
            new Departure(number, cluster.between(20, 50)).happens();
        }
    }

    private final class Departure {

        private final int number;
        private final double end;
        private final Service service;
        private final Pod backend;

        Departure(int number, double end) {
            this.number = number;
            this.end = end;
            this.service = new Service("traps-" + number, "10.96.0." + number, "UDP", 162);
            this.backend = pod("old", 3, cluster.address());
        }

        void happens() {
            service.begins(cluster, state -> {});
            service.backends(cluster, 3.2, true, List.of(backend));
            switch (cluster.chance.between(0, 9)) {
                case 0 -> tell(left(NEVER, end + 1.7, UNREPLIED)); // kube-proxy was in time
                case 1 -> blackhole(left(NEVER, end + cluster.pick(6.0, 15.0), UNREPLIED), End.MENDED);
                case 2 -> blackhole(left(end + 8, NEVER, UNREPLIED), End.PASSED);
                case 3 -> blackhole(left(NEVER, NEVER, UNREPLIED), End.LASTS);
                case 4, 5 -> {
                    var entry = left(NEVER, NEVER, UNREPLIED);
                    pod("stranger", end + cluster.pick(1.5, 6.0, 20.0), backend.address());
                    fault(entry, "udp-entry/misdelivery", End.LASTS);
                }
                case 6 -> { // the pod of a set comes back on its address
                    tell(left(NEVER, NEVER, UNREPLIED));
                    var uid = backend.uid() + "-again";
                    var again = new Pod(backend.name(), uid, backend.agent(), backend.address(), end + 1.3, true)
                            .begins(cluster)
                            .programmed(cluster);
                    service.backends(cluster, end + 1.4, true, List.of(again));
                }
                case 7 -> tell(left(end - 1, NEVER, UNREPLIED)); // nobody sends any more
                case 8 -> tell(left(NEVER, NEVER, ANSWERED)); // cut off, and it still works
                default -> { // it left its service and lives
                    service.backends(cluster, end, true, List.of());
                    tell(entry(NEVER, NEVER, UNREPLIED));
                }
            }
        }

        private Pod pod(String what, double running, String address) {
            var name = "traps-" + number + "-" + what;
            return new Pod(name, "uid-" + name, cluster.chance.pick(cluster.linux), address, running, true)
                    .begins(cluster)
                    .programmed(cluster);
        }

        private Entry left(double usedUntil, double removed, int status) {
            if (cluster.chance.oneIn(3)) {
                backend.tell(cluster, end, false, pod -> pod.setPhase("Succeeded"));
            } else {
                backend.ends(cluster, end);
            }
            service.backends(cluster, end + 0.1, true, List.of());
            return entry(usedUntil, removed, status);
        }

        private Entry entry(double usedUntil, double removed, int status) {
            var agent = cluster.chance.pick(cluster.linux);
            return new Entry(agent, number, service, backend.address(), 0, status, end + 0.5, usedUntil, removed);
        }

        private void blackhole(Entry entry, End end) {
            fault(entry, "udp-entry/blackhole", end);
        }

        private void fault(Entry entry, String cause, End end) {
            tell(entry);
            cluster.fault(new Incident("ghostflow", backend.uid(), cause, end));
        }

        private void tell(Entry entry) {
            entry.tell(cluster, record -> record.setTowardsGone(true).setService("default/" + service.name()));
        }
    }
}
