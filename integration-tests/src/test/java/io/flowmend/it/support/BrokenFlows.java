/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.lab.net.ConntrackEntry;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.net.ServiceAddress.Family;
import io.flowmend.lab.net.UdpSender;
import io.flowmend.lab.process.Waiting;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Breaks one service after the other on a real node, for as long as it is asked to: a client sends to a service that has neither
 * backend nor rule, then gets both, and the kernel goes on with the entry that it made in between. The API is records, written as
 * the Kubernetes producer writes them. On a thread of its own, which waits for a broker that is away.
 */
public final class BrokenFlows implements AutoCloseable {

    private static final int BURST = 4;
    private static final Duration BETWEEN_BURSTS = Duration.ofMillis(1500);
    private static final Duration UNTIL_SENT = Duration.ofMillis(700);
    /** The node reads a suspicious entry every 2 s: its use is proven by then. */
    private static final Duration UNTIL_READY = Duration.ofMillis(3700);

    /** After its end the next packets must show it. */
    private static final Duration UNTIL_TRANSLATED = Duration.ofSeconds(5);

    private static final Duration BETWEEN_MARKS = Duration.ofMillis(250);
    private static final Duration TURN = Duration.ofMillis(25);
    private static final int FIRST_PORT = 5000;
    private static final int POD_PORT = 1162;

    private final LabNode node;
    private final int partitions;
    private final PatientWriter writer;
    private final Supplier<Set<String>> ended;
    private final ApiRecords api = new ApiRecords();
    private final List<Broken> flows = new CopyOnWriteArrayList<>();
    private final AtomicInteger bursts = new AtomicInteger();
    private final Thread thread;
    private Instant nextBurst = Instant.EPOCH;
    private Instant nextMark = Instant.EPOCH;
    private volatile boolean beginning = true;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /** One client and the service that it alone sends to. */
    public static final class Broken {

        private final Incident incident;
        private final ServiceAddress service;
        private final String subject;
        private final Instant begun;
        private @Nullable UdpSender sender;
        private @Nullable Instant ended;
        private volatile boolean over;
        private volatile @Nullable Instant ready;
        private volatile boolean translated;

        private Broken(int index, LabNode node) {
            this.begun = Instant.now();
            this.incident = new Incident(index, begun);
            this.service = ServiceAddress.udp(incident.address(), Incident.PORT);
            this.subject = node.clientAddress(Family.IPV4).getHostAddress() + ":" + (FIRST_PORT + index) + " -> "
                    + incident.address() + ":" + Incident.PORT + "/udp";
        }

        /** The flow, as a finding names it. */
        public String subject() {
            return subject;
        }

        public ServiceAddress service() {
            return service;
        }

        /** When its service got a backend: from here on it is a fault. */
        public Optional<Instant> ready() {
            return Optional.ofNullable(ready);
        }

        /** Whether the node was seen to translate it, after its finding had ended. */
        public boolean isTranslated() {
            return translated;
        }

        /** Whether its client was stopped. */
        public boolean isOver() {
            return over;
        }

        private int port() {
            return FIRST_PORT + incident.index();
        }
    }

    private BrokenFlows(KafkaSettings kafka, int partitions, LabNode node, Supplier<Set<String>> ended) {
        this.node = node;
        this.partitions = partitions;
        this.ended = ended;
        this.writer = new PatientWriter(kafka);
        this.thread = Thread.ofPlatform().name("broken-flows").start(this::run);
    }

    /** @param ended subjects whose finding has come to an end: their clients may stop */
    public static BrokenFlows start(KafkaSettings kafka, int partitions, LabNode node, Supplier<Set<String>> ended) {
        return new BrokenFlows(kafka, partitions, node, ended);
    }

    public List<Broken> all() {
        return List.copyOf(flows);
    }

    /** How many bursts of services have got their backends. */
    public int bursts() {
        return bursts.get();
    }

    /** No new ones; those that are there go on to their end. */
    public void stopBeginning() {
        beginning = false;
    }

    /** Fails if it has ended. */
    public void check() {
        if (failure != null) {
            throw new AssertionError("no more flows are broken", failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        writer.close();
    }

    private void run() {
        try {
            while (!closed) {
                turn(Instant.now());
                Waiting.pass(TURN);
            }
        } catch (InterruptedException | InterruptException | java.util.concurrent.CancellationException asked) {
            // closed
        } catch (ExecutionException | RuntimeException failed) {
            failure = failed;
        }
    }

    private void turn(Instant now) throws ExecutionException, InterruptedException {
        if (beginning && !now.isBefore(nextBurst)) {
            nextBurst = now.plus(BETWEEN_BURSTS);
            begin();
        }
        send(now);
        makeReady(now);
        if (!now.isBefore(nextMark)) {
            nextMark = now.plus(BETWEEN_MARKS);
            writer.write(api.marks(micros(Instant.now()), partitions));
            stopEnded();
        }
    }

    private void begin() throws ExecutionException, InterruptedException {
        for (var count = 0; count < BURST; count++) {
            var broken = new Broken(flows.size(), node);
            write(Topics.SERVICES, broken.incident.serviceKey(), at -> broken.incident.service(origin("Service", at)));
            slice(broken, false);
            flows.add(broken);
        }
    }

    private void send(Instant now) {
        flows.stream()
                .filter(broken -> broken.sender == null && now.isAfter(broken.begun.plus(UNTIL_SENT)))
                .forEach(broken ->
                        broken.sender = node.send(broken.port(), broken.service, UdpSender.Pace.perSecond(4)));
    }

    private void makeReady(Instant now) throws ExecutionException, InterruptedException {
        var made = false;
        for (var broken : flows) {
            if (broken.ready == null && broken.sender != null && now.isAfter(broken.begun.plus(UNTIL_READY))) {
                node.forward(broken.service, POD_PORT);
                slice(broken, true);
                broken.ready = Instant.now();
                made = true;
            }
        }
        if (made) {
            bursts.incrementAndGet();
        }
    }

    private void stopEnded() {
        var over = ended.get();
        var open = flows.stream()
                .filter(broken -> !broken.over && over.contains(broken.subject))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        var translated = node.conntrack().list().stream()
                .filter(entry -> !entry.unNated())
                .map(ConntrackEntry::original)
                .map(original -> original.source().getPort())
                .collect(Collectors.toSet());
        for (var broken : open) {
            broken.translated = translated.contains(broken.port());
            broken.ended = broken.ended == null ? Instant.now() : broken.ended;
            if (broken.translated || Instant.now().isAfter(broken.ended.plus(UNTIL_TRANSLATED))) {
                broken.over = true;
                Optional.ofNullable(broken.sender).ifPresent(UdpSender::close);
            }
        }
    }

    private void slice(Broken broken, boolean ready) throws ExecutionException, InterruptedException {
        write(
                Topics.ENDPOINT_SLICES,
                broken.incident.sliceKey(),
                at -> broken.incident.slice(origin("EndpointSlice", at), ready));
    }

    private interface At {
        SpecificRecord record(Instant at);
    }

    private void write(Topic topic, String key, At what) throws ExecutionException, InterruptedException {
        var at = micros(Instant.now());
        writer.write(new ArrayList<>(List.of(new Incidents.Fact(topic, Optional.empty(), key, at, what.record(at)))));
    }

    private io.flowmend.schemas.origin.ApiOrigin origin(String type, Instant at) {
        return api.origin(type, at);
    }

    private static Instant micros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
