/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.detector.RecordRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One rule over one node, in event time: facts are given in order, and deadlines come between them. */
public final class NodeBench {

    public static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Harmless> harmless = new ArrayList<>();
    private final NodeRule rule;
    private final Memory book = new Memory();
    private final TreeSet<Wake> wakes = new TreeSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<StoredCase> handed = new ArrayList<>();
    private final List<Latency> latencies = new ArrayList<>();
    private final Map<String, Instant> sources = new HashMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private boolean known = true;
    private long records;

    private record Wake(Instant at, String tag) implements Comparable<Wake> {
        @Override
        public int compareTo(Wake other) {
            var byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : tag.compareTo(other.tag);
        }
    }

    /** Watches with the sources given, from before the first second on. */
    public NodeBench(NodeRule rule, String... sources) {
        this.rule = rule;
        for (var source : sources) {
            this.sources.put(source, T0);
        }
        gap(0, 0);
    }

    public static Instant at(double seconds) {
        return T0.plusNanos(Math.round(seconds * 1e6) * 1000);
    }

    public RecordRef ref(double at) {
        records++;
        return new RecordRef("flowmend.test", 0, records, "test #" + records, at(at));
    }

    public NodeBench version(String component, String version) {
        versions.put(component, version);
        return this;
    }

    public NodeBench source(String source, double since) {
        sources.put(source, at(since));
        return this;
    }

    /** The pod {@code default/web-0}, running with 10.0.0.7, annotated by its CNI. */
    public PodSeen pod(double at) {
        return new PodSeen(
                "default",
                "web-0",
                "uid-1",
                "Running",
                false,
                Optional.empty(),
                at(1),
                false,
                Optional.empty(),
                List.of("10.0.0.7"),
                true,
                Map.of(),
                ref(at));
    }

    public NodeBench said(PodSeen pod) {
        advance(pod.record().time());
        rule.pod(scene(pod.record().time()), pod, true);
        return this;
    }

    public NodeBench saw(NodeFact fact) {
        advance(fact.record().time());
        rule.fact(scene(fact.record().time()), fact);
        return this;
    }

    /** A time that is not known; after it, the turn that its end gives. */
    public NodeBench gap(double from, double until) {
        advance(at(until));
        known = true;
        rule.gap(scene(at(until)), new Gap(at(from), at(until), Optional.of(beat(at(until)))));
        rule.resumed(scene(at(until)));
        return this;
    }

    public NodeBench silent(double from) {
        advance(at(from));
        known = false;
        rule.gap(scene(at(from)), new Gap(at(from), Instant.MAX, Optional.empty()));
        return this;
    }

    public NodeBench back(double at) {
        advance(at(at));
        known = true;
        rule.resumed(scene(at(at)));
        return this;
    }

    public NodeBench lost(String source, double from, double until, long losses) {
        return lost(source, at(from), until, losses);
    }

    /** @param from {@link Instant#MIN} if nothing was known before */
    public NodeBench lost(String source, Instant from, double until, long losses) {
        advance(at(until));
        var beat = new NodeBeat(ref(until), sources, Map.of(source, losses), versions, false);
        rule.gap(scene(at(until)), new Gap(from, at(until), Optional.of(beat)));
        rule.resumed(scene(at(until)));
        return this;
    }

    public NodeBench ahead(double from, double until) {
        advance(at(until));
        var beat = new NodeBeat(ref(until), sources, Map.of(), versions, true);
        rule.gap(scene(at(until)), new Gap(at(from), at(until), Optional.of(beat)));
        rule.resumed(scene(at(until)));
        return this;
    }

    public NodeBench until(double at) {
        advance(at(at).plusNanos(1000));
        return this;
    }

    public NodeBench forget(double at, String uid) {
        advance(at(at));
        rule.forget(scene(at(at)), uid);
        return this;
    }

    /** Why nothing was found, in the order of the judgements. */
    public List<Harmless> harmless() {
        return List.copyOf(harmless);
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** What went on to the part of the rule that sees all nodes. */
    public List<StoredCase> handedOn() {
        return List.copyOf(handed);
    }

    public List<Latency> latencies() {
        return List.copyOf(latencies);
    }

    /** How many cases the rule keeps. */
    public int kept() {
        return book.cases.size();
    }

    private void advance(Instant time) {
        while (!wakes.isEmpty() && wakes.first().at().isBefore(time)) {
            var next = wakes.pollFirst();
            rule.due(scene(next.at()), next.tag());
        }
    }

    private NodeBeat beat(Instant at) {
        return new NodeBeat(
                new RecordRef("flowmend.node.status", 0, 1, "node-a heartbeat", at),
                sources,
                Map.of(),
                versions,
                false);
    }

    private Scene scene(Instant now) {
        return new Scene() {
            @Override
            public String cluster() {
                return "test";
            }

            @Override
            public String node() {
                return "node-a";
            }

            @Override
            public Instant now() {
                return now;
            }

            @Override
            public boolean isKnown() {
                return known;
            }

            @Override
            public Optional<NodeBeat> beat() {
                return known ? Optional.of(NodeBench.this.beat(now)) : Optional.empty();
            }

            @Override
            public Book book() {
                return book;
            }

            @Override
            public void wakeAt(Instant time, String tag) {
                wakes.add(new Wake(time.isBefore(now) ? now : time, tag));
            }

            @Override
            public void found(Finding finding) {
                findings.add(finding);
            }

            @Override
            public void handOn(String id, StoredCase said) {
                handed.add(said);
                said.finding().ifPresent(findings::add);
            }

            @Override
            public void measured(Latency latency) {
                latencies.add(latency);
            }

            @Override
            public void harmless(Supplier<Harmless> judged) {
                harmless.add(judged.get());
            }
        };
    }

    /** A pod with another part. */
    public static PodSeen with(PodSeen pod, UnaryOperator<Edit> edit) {
        return edit.apply(new Edit(pod)).pod;
    }

    /** One pod after the other. */
    public record Edit(PodSeen pod) {

        public Edit phase(String phase) {
            return make(phase, pod.hostNetwork(), pod.os(), pod.deleting(), pod.ended(), pod.addresses(), pod.labels());
        }

        public Edit hostNetwork() {
            return make(pod.phase(), true, pod.os(), pod.deleting(), pod.ended(), pod.addresses(), pod.labels());
        }

        public Edit windows() {
            return make(
                    pod.phase(),
                    pod.hostNetwork(),
                    Optional.of("windows"),
                    pod.deleting(),
                    pod.ended(),
                    pod.addresses(),
                    pod.labels());
        }

        public Edit deleting() {
            return make(pod.phase(), pod.hostNetwork(), pod.os(), true, pod.ended(), pod.addresses(), pod.labels());
        }

        public Edit ended(String why) {
            return make(
                    pod.phase(),
                    pod.hostNetwork(),
                    pod.os(),
                    pod.deleting(),
                    Optional.of(why),
                    List.of(),
                    pod.labels());
        }

        public Edit addresses(String... addresses) {
            return make(
                    pod.phase(),
                    pod.hostNetwork(),
                    pod.os(),
                    pod.deleting(),
                    pod.ended(),
                    List.of(addresses),
                    pod.labels());
        }

        public Edit labels(Map<String, String> labels) {
            return make(pod.phase(), pod.hostNetwork(), pod.os(), pod.deleting(), pod.ended(), pod.addresses(), labels);
        }

        public Edit named(String name, String uid, double createdAt) {
            return new Edit(new PodSeen(
                    pod.namespace(),
                    name,
                    uid,
                    pod.phase(),
                    pod.hostNetwork(),
                    pod.os(),
                    at(createdAt),
                    pod.deleting(),
                    pod.ended(),
                    pod.addresses(),
                    pod.annotated(),
                    pod.labels(),
                    pod.record()));
        }

        public Edit annotated(boolean annotated) {
            return new Edit(new PodSeen(
                    pod.namespace(),
                    pod.name(),
                    pod.uid(),
                    pod.phase(),
                    pod.hostNetwork(),
                    pod.os(),
                    pod.createdAt(),
                    pod.deleting(),
                    pod.ended(),
                    pod.addresses(),
                    annotated,
                    pod.labels(),
                    pod.record()));
        }

        private Edit make(
                String phase,
                boolean hostNetwork,
                Optional<String> os,
                boolean deleting,
                Optional<String> ended,
                List<String> addresses,
                Map<String, String> labels) {
            return new Edit(new PodSeen(
                    pod.namespace(),
                    pod.name(),
                    pod.uid(),
                    phase,
                    hostNetwork,
                    os,
                    pod.createdAt(),
                    deleting,
                    ended,
                    addresses,
                    pod.annotated(),
                    labels,
                    pod.record()));
        }
    }

    /** A book in memory. */
    public static final class Memory implements Book {

        private final TreeMap<String, StoredCase> cases = new TreeMap<>();

        public int size() {
            return cases.size();
        }

        @Override
        public Optional<StoredCase> get(String kind, String name) {
            return Optional.ofNullable(cases.get(kind + "\0" + name));
        }

        @Override
        public void put(String kind, String name, StoredCase stored) {
            cases.put(kind + "\0" + name, stored);
        }

        @Override
        public void remove(String kind, String name) {
            cases.remove(kind + "\0" + name);
        }

        @Override
        public List<String> names(String kind, String prefix) {
            var start = kind + "\0" + prefix;
            return cases.tailMap(start).keySet().stream()
                    .takeWhile(key -> key.startsWith(start))
                    .map(key -> key.substring(kind.length() + 1))
                    .toList();
        }
    }
}
