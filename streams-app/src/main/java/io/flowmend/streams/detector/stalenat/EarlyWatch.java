/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.NodeProxy;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.service.AddressFact;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The latest that arrived of entries, services and proxies, not ordered and vouched for by nobody: enough to command what
 * the executor checks again on the node (design, section 4). It decides nothing else.
 */
public final class EarlyWatch {

    private static final String PROXY = "proxy";
    private static final String SERVICES = "services";
    private static final String CLIENT = "client";

    private final StaleNatRule rule;
    private final StaleNatCodec codec;
    private final SortedStore store;
    private final Consumer<Finding> findings;

    /** @param findings takes what is to be mended at once */
    public EarlyWatch(StaleNatRule rule, StaleNatCodec codec, SortedStore store, Consumer<Finding> findings) {
        this.rule = rule;
        this.codec = codec;
        this.store = store;
        this.findings = findings;
    }

    /** A heartbeat told of its node's proxy. */
    public void heartbeat(String lane, byte[] citation) {
        var kind = codec.proxy(citation).kind();
        if (kind != proxy(lane)) {
            store.put(proxyKey(lane), kind.name().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The node saw an entry. */
    public void own(String lane, String subject, byte[] payload, Instant live) {
        var seen = codec.sighting(payload);
        var before = state(subject, lane, seen.client());
        var next = folded(before, seen);
        var found = next.isEmpty()
                ? new StaleNatDecision(next, List.of(), List.of())
                : rule.onArrival(
                        next,
                        scene(subject, lane, seen.client(), live, seen.record().origin()));
        keep(subject, lane, seen.client(), before, found);
    }

    /** @param gone uid of the service that no longer has the address */
    public void shared(String subject, Optional<String> gone, byte[] payload, Instant live) {
        var fact = codec.service(payload);
        var services = new ArrayList<>(services(subject));
        services.removeIf(service -> service.uid().equals(gone.orElse(fact.uid())));
        if (gone.isEmpty()) {
            services.add(fact);
        }
        put(subject, services);
        if (gone.isEmpty() && fact.readySince().isPresent()) {
            for (var client : clients(subject)) {
                var before = state(subject, client.lane(), client.name());
                var scene = scene(
                        subject,
                        client.lane(),
                        client.name(),
                        live,
                        fact.cause().origin());
                keep(subject, client.lane(), client.name(), before, rule.onArrival(before, scene));
            }
        }
    }

    private static StaleNatState folded(StaleNatState before, Sighting seen) {
        return switch (seen.kind()) {
            case CREATED -> before.with(Entry.of(seen));
            case PRESENT, REFRESHED ->
                before.with(
                        before.in(seen.zone()).orElseGet(() -> Entry.of(seen)).seen(seen));
            case DESTROYED, GONE -> before.without(seen.zone());
        };
    }

    private void keep(String subject, String lane, String client, StaleNatState before, StaleNatDecision found) {
        var key = new Key().text(CLIENT).text(subject).text(lane).text(client).bytes();
        if (found.next().isEmpty()) {
            store.delete(key);
        } else if (!found.next().equals(before)) {
            store.put(key, codec.write(found.next()));
        }
        found.findings().forEach(findings);
    }

    private record Client(String lane, String name) {}

    private List<Client> clients(String subject) {
        var clients = new ArrayList<Client>();
        var prefix = new Key().text(CLIENT).text(subject);
        store.scan(prefix.bytes(), prefix.end(), (key, value) -> {
            var reader = new Key.Reader(key);
            reader.text();
            reader.text();
            return clients.add(new Client(reader.text(), reader.text()));
        });
        return clients;
    }

    private Scene scene(String subject, String lane, String client, Instant live, String cause) {
        var slash = lane.indexOf('/');
        return new Scene(
                lane.substring(0, slash),
                lane.substring(slash + 1),
                StaleNatApplier.address(subject),
                client,
                live,
                true,
                cause,
                services(subject),
                Optional.empty(),
                new NodeProxy(proxy(lane), Optional.empty()));
    }

    private StaleNatState state(String subject, String lane, String client) {
        var bytes = store.get(
                new Key().text(CLIENT).text(subject).text(lane).text(client).bytes());
        return bytes == null ? StaleNatState.EMPTY : codec.state(bytes);
    }

    private List<AddressFact> services(String subject) {
        var bytes = store.get(new Key().text(SERVICES).text(subject).bytes());
        return bytes == null ? List.of() : codec.services(bytes);
    }

    private void put(String subject, List<AddressFact> services) {
        var key = new Key().text(SERVICES).text(subject).bytes();
        if (services.isEmpty()) {
            store.delete(key);
        } else {
            store.put(key, codec.write(services));
        }
    }

    private NodeProxy.Kind proxy(String lane) {
        var bytes = store.get(proxyKey(lane));
        return bytes == null
                ? NodeProxy.Kind.UNKNOWN
                : NodeProxy.Kind.valueOf(new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] proxyKey(String lane) {
        return new Key().text(PROXY).text(lane).bytes();
    }
}
