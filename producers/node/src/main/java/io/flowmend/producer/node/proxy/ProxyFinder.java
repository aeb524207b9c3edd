/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.proxy;

import io.flowmend.kernel.netlink.NetlinkException;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.producer.node.proxy.LocalHttp.Answer;
import io.flowmend.producer.node.proxy.Processes.Search;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Finds the kube-proxy of a node: by its ports, else by its process and by the traces of its work. */
public final class ProxyFinder {

    private static final Duration PATIENCE = Duration.ofMillis(800);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final NetworkNamespace node;
    private final long netns;
    private final Ports ports;
    private final Processes processes;
    private final InstantSource clock;

    /**
     * Where kube-proxy answers on 127.0.0.1.
     *
     * @param metrics default 10249
     * @param health default 10256
     */
    public record Ports(int metrics, int health) {}

    /** @param netns inode of the node's network namespace */
    public ProxyFinder(NetworkNamespace node, long netns, Ports ports, InstantSource clock) {
        this.node = node;
        this.netns = netns;
        this.ports = ports;
        this.processes = Processes.ofThisMachine();
        this.clock = clock;
    }

    private record Answers(Answer metrics, Answer mode, Answer health, Traces traces) {}

    /** Takes three times the patience at most. */
    public ProxySeen find() {
        var at = clock.instant();
        try {
            return judge(node.call(this::ask), at);
        } catch (NetlinkException refused) {
            return ProxySeen.unknown(at, String.valueOf(refused.getMessage()));
        }
    }

    private Answers ask() {
        var metrics = LocalHttp.get(ports.metrics(), "/metrics", PATIENCE);
        var mode = metrics instanceof Answer.Said
                ? LocalHttp.get(ports.metrics(), "/proxyMode", PATIENCE)
                : new Answer.Refused();
        return new Answers(metrics, mode, LocalHttp.get(ports.health(), "/healthz", PATIENCE), Traces.read());
    }

    private ProxySeen judge(Answers answers, Instant at) {
        var healthy = healthy(answers.health());
        var scrape = body(answers.metrics()).flatMap(Scrape::of);
        if (scrape.isPresent()) {
            var mode = body(answers.mode())
                    .map(String::strip)
                    .filter(word -> word.matches("[a-z]{1,16}"))
                    .or(answers.traces()::mode);
            return new ProxySeen(
                    ProxySeen.Kind.KUBE_PROXY,
                    scrape.get().version(),
                    mode,
                    scrape.get().lastSync(),
                    healthy,
                    at,
                    Optional.empty());
        }
        return switch (processes.search(netns, node.path().isEmpty())) {
            case Search.Found _ -> ProxySeen.mute(at, healthy, answers.traces().mode());
            case Search.Blind blind ->
                healthy.isPresent() || answers.traces().any()
                        ? ProxySeen.mute(at, healthy, answers.traces().mode())
                        : unknown(at, blind.why());
            case Search.Nothing _ -> unanswered(answers, healthy, at);
        };
    }

    /** No process is there; somebody who answers on its ports, or does not even refuse, may be one all the same. */
    private static ProxySeen unanswered(Answers answers, Optional<Boolean> healthy, Instant at) {
        if (healthy.isPresent()) {
            return ProxySeen.mute(at, healthy, answers.traces().mode());
        }
        return switch (answers.metrics()) {
            case Answer.Failed failed -> unknown(at, failed.why());
            case Answer.Said _ -> unknown(at, "something else answers on the metrics port");
            case Answer.Refused _ ->
                answers.health() instanceof Answer.Failed failed
                        ? unknown(at, failed.why())
                        : unlessItStarts(answers.traces(), at);
        };
    }

    static ProxySeen unlessItStarts(Traces traces, Instant at) {
        if (traces.any()) {
            return unknown(
                    at,
                    "no kube-proxy runs, but its work is there (" + String.join(", ", traces.modes())
                            + "): it may be starting again");
        }
        return traces.unread().map(why -> unknown(at, why)).orElseGet(() -> ProxySeen.none(at));
    }

    private static ProxySeen unknown(Instant at, String why) {
        return ProxySeen.unknown(at, why);
    }

    private static Optional<String> body(Answer answer) {
        return answer instanceof Answer.Said said && said.status() == OK ? Optional.of(said.body()) : Optional.empty();
    }

    /** kube-proxy's health answer names its last update; another server's does not. */
    private static Optional<Boolean> healthy(Answer answer) {
        if (answer instanceof Answer.Said said && said.body().contains("lastUpdated")) {
            return switch (said.status()) {
                case OK -> Optional.of(true);
                case UNAVAILABLE -> Optional.of(false);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }
}
