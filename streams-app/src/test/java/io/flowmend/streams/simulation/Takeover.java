/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import static io.flowmend.streams.simulation.Entry.NEVER;

import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.NodeRecord;
import io.flowmend.schemas.cluster.NodeState;
import io.flowmend.schemas.telemetry.FlowKind;
import io.flowmend.schemas.telemetry.IpvsSeen;
import io.flowmend.schemas.telemetry.ResetSeen;
import io.flowmend.schemas.telemetry.Tuple;
import io.flowmend.streams.simulation.Incident.End;
import io.flowmend.streams.topology.Plant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** TCP connections that one node carries, and that come to others because the first is lost, or for another reason. */
final class Takeover {

    static final String NODE = "edge-0";

    private static final int TCP = 6;
    private static final int ESTABLISHED = 3;
    private static final Map<String, String> MAGLEV =
            Map.of("kube-router.io/service.dsr", "tunnel", "kube-router.io/service.scheduler", "mh");
    private static final Map<String, String> ROUND_ROBIN =
            Map.of("kube-router.io/service.dsr", "tunnel", "kube-router.io/service.scheduler", "rr");

    /** So long before the loss at the latest the node told of something: its last heartbeat covers it. */
    private static final double END = 2;

    /** After so long the API takes a silent node for lost. */
    private static final double GRACE = 40;

    private enum Fate {
        DIES,
        /** The agent goes on. */
        NOT_READY,
        RESTARTS,
        LIVES
    }

    /** What makes a loss harmless, or nothing. */
    private enum Story {
        FAULT,
        /** The next node would have chosen another backend. */
        NO_MAGLEV,
        SEVERAL_BACKENDS,
        /** The backend is lost with its node. */
        BACKEND_LOST,
        /** Whose reset it was cannot be told. */
        BACKEND_THERE,
        /** The clients began anew. */
        SYN_SEEN,
        ENDED_BEFORE,
        CLOSING,
        LIFE_OVER,
        /** Another end sent the reset, or a socket did. */
        OTHER_RESET,
        RESET_BEFORE,
        STRANGERS,
        BACKEND_GONE
    }

    private final Cluster cluster;
    private final Fate fate;
    private final double at;
    private final double silent;

    private Takeover(Cluster cluster) {
        this.cluster = cluster;
        this.fate = cluster.chance.pick(
                List.of(Fate.DIES, Fate.DIES, Fate.DIES, Fate.NOT_READY, Fate.NOT_READY, Fate.RESTARTS, Fate.LIVES));
        this.at = cluster.between(26, 36);
        this.silent = switch (fate) {
            case DIES -> NEVER;
            case RESTARTS -> cluster.pick(5.0, 25.0);
            case NOT_READY, LIVES -> 0;
        };
    }

    static Takeover of(Cluster cluster) {
        return new Takeover(cluster);
    }

    Agent agent() {
        var outages = silent > 0 ? List.of(new Agent.Span(at, at + silent)) : List.<Agent.Span>of();
        return Cluster.linux(NODE, outages);
    }

    void happen(Agent carrier) {
        if (silent > Silence.BOUND) {
            cluster.fault(new Incident("telemetry", NODE, "node-silent", silent < NEVER ? End.MENDED : End.LASTS));
        }
        word(1, "True", 1);
        switch (fate) {
            case DIES -> word(at + GRACE, "Unknown", at + GRACE);
            case NOT_READY -> word(at + 0.2, "False", at);
            case RESTARTS, LIVES -> {}
        }
        new Connections(carrier).happen();
    }

    private boolean isLost() {
        return fate == Fate.DIES || fate == Fate.NOT_READY;
    }

    /** What the API says of the node's condition Ready. */
    private void word(double when, String ready, double since) {
        var state = NodeState.newBuilder()
                .setName(NODE)
                .setUid("uid-" + NODE)
                .setCreatedAt(Cluster.START)
                .setReady(ready)
                .setReadySince(Cluster.time(since))
                .setAddresses(List.of())
                .setPodCidrs(List.of())
                .setOs("linux")
                .setKernelVersion("")
                .setKubeletVersion("")
                .setKubeProxyVersion("")
                .setContainerRuntimeVersion("")
                .build();
        cluster.told.add(new Told.ByApi(
                Cluster.exact(when),
                Topics.NODES,
                "Node",
                "uid-" + NODE,
                Plant.CLUSTER + "/" + NODE,
                origin -> NodeRecord.newBuilder()
                        .setOrigin(origin)
                        .setEventTime(origin.getObservedAt())
                        .setState(state)
                        .setMark(null)
                        .build()));
    }

    private final class Connections {

        private final Agent carrier;
        private final boolean ipvs = cluster.chance.oneIn(2);
        private final Story story;
        private final Service service = new Service("web", "10.96.0.200", "TCP", 443);
        private final Pod backend;
        private final List<Agent> others = new ArrayList<>(cluster.linux);

        Connections(Agent carrier) {
            this.carrier = carrier;
            this.story = cluster.chance.oneIn(2) ? Story.FAULT : cluster.chance.pick(List.of(Story.values()));
            var home = others.remove(cluster.chance.between(0, 2));
            this.backend = pod(0, story == Story.BACKEND_LOST ? carrier : home);
        }

        private Pod pod(int number, Agent home) {
            var name = "web-backend-" + number;
            return new Pod(name, "uid-" + name, home, cluster.address(), 3, true)
                    .begins(cluster)
                    .programmed(cluster);
        }

        void happen() {
            service.begins(cluster, state -> state.setAnnotations(annotations()));
            var several = ipvs ? cluster.chance.oneIn(2) : story == Story.SEVERAL_BACKENDS;
            service.backends(
                    cluster, 3.3, true, several ? List.of(backend, pod(1, backend.agent())) : List.of(backend));
            if (story == Story.BACKEND_GONE) {
                service.backends(cluster, at - 1, true, List.of());
            }
            var heirs = story == Story.BACKEND_THERE
                    ? List.of(backend.agent())
                    : others.subList(0, cluster.chance.between(1, 2));
            var clients = cluster.chance.between(heirs.size(), 5);
            for (var client = 0; client < clients; client++) {
                connection(client);
                comesTo(heirs.get(client % heirs.size()), client);
            }
            if (isLost() && isFault()) {
                for (var i = 0; i < heirs.size(); i++) {
                    fault(heirs.get(i).node(), (clients + heirs.size() - 1 - i) / heirs.size());
                }
            }
        }

        /** Any node would have chosen the same backend, and none that has it was lost. */
        private boolean isFault() {
            return switch (story) {
                case FAULT -> true;
                case SEVERAL_BACKENDS -> ipvs;
                case NO_MAGLEV -> !ipvs;
                default -> false;
            };
        }

        private Map<String, String> annotations() {
            if (!ipvs) {
                return Map.of();
            }
            return story == Story.NO_MAGLEV ? ROUND_ROBIN : MAGLEV;
        }

        private void fault(String node, int clients) {
            Set<String> fewer = new HashSet<>();
            IntStream.range(1, clients).forEach(count -> fewer.add(Judge.resets(node, count)));
            var form = ipvs ? "ipvs" : "netfilter";
            cluster.fault(new Incident(
                    "nodeloss",
                    Set.of(Judge.resets(node, clients)),
                    fewer,
                    Set.of(form + "-no-state"),
                    End.OPEN_TO_VIEW));
        }

        /** As the carrier tells of it, again and again. */
        private void connection(int client) {
            if (story == Story.STRANGERS) {
                return;
            }
            var begun = cluster.between(6, 12);
            for (var when = begun; when < at - END; when += 7) {
                row(carrier, when, client, FlowKind.SEEN, ESTABLISHED);
            }
            if (story == Story.ENDED_BEFORE) {
                row(carrier, at - END, client, FlowKind.DESTROYED, ESTABLISHED);
            } else if (story == Story.CLOSING) {
                row(carrier, at - END, client, FlowKind.SEEN, ESTABLISHED + 1);
            }
        }

        /** The routers send the client's next packet to another node. */
        private void comesTo(Agent heir, int client) {
            var next = at + cluster.between(1.5, 13);
            if (story == Story.RESET_BEFORE) {
                next = at - 6;
            } else if (story == Story.SYN_SEEN) {
                row(heir, next - 1, client, FlowKind.SEEN, ESTABLISHED);
            }
            var sent = story != Story.OTHER_RESET || cluster.chance.oneIn(2);
            var reason = story == Story.OTHER_RESET && sent ? "TCP_STATE" : "NO_SOCKET";
            cluster.flow(
                    next,
                    heir,
                    "tcp",
                    FlowKind.RESET,
                    TCP,
                    new Tuple(service.address(), address(client), 443, port(client)),
                    new Tuple(address(client), service.address(), port(client), 443),
                    record -> record.setReset(ResetSeen.newBuilder()
                            .setSent(sent)
                            .setReason(reason)
                            .setState("UNKNOWN")
                            .build()));
        }

        private void row(Agent agent, double when, int client, FlowKind kind, int state) {
            var life = story == Story.LIFE_OVER ? 1 : 800;
            var from = ipvs ? service.address() : backend.address();
            cluster.flow(
                    when,
                    agent,
                    ipvs ? "ipvs" : "conntrack",
                    kind,
                    TCP,
                    new Tuple(address(client), service.address(), port(client), 443),
                    new Tuple(from, address(client), 443, port(client)),
                    record -> {
                        if (ipvs) {
                            record.setIpvs(IpvsSeen.newBuilder()
                                    .setDestination(backend.address())
                                    .setDestinationPort(443)
                                    .setState(state == ESTABLISHED ? "ESTABLISHED" : "FIN_WAIT")
                                    .setExpiresSeconds(life)
                                    .setScheduler(null)
                                    .setForward("Tunnel")
                                    .build());
                        } else {
                            record.setStatus(14).setTcpState(state).setEndOfLife(Cluster.time(when + life));
                        }
                    });
        }

        private static String address(int client) {
            return "10.1.1." + (1 + client);
        }

        private static int port(int client) {
            return 40_000 + client;
        }
    }
}
