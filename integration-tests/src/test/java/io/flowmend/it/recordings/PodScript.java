/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The versions of pods that an expectation names: those of its recordings, and those that it gives itself. */
record PodScript(Expectations expected, Recordings recordings) {

    /** In every order that the recording allows. */
    List<List<Seen>> versions() throws IOException {
        var versions = given();
        List<List<Seen>> orders = List.of(versions);
        for (var name : expected.recordings()) {
            if (name.endsWith("/startingEvents.json")) {
                orders = orders(name);
            } else {
                versions.addAll(read(name));
            }
        }
        return orders;
    }

    private List<Seen> read(String name) throws IOException {
        var file = recordings.file(name);
        if (name.endsWith(".watch.jsonl")) {
            return WatchLog.read(file);
        }
        if (name.endsWith(".kubelet.log")) {
            return KubeletLog.read(file, Integer.parseInt(expected.texts("year").getFirst()));
        }
        var event = AuditEvent.read(file);
        return event.what().equals("create pods")
                ? List.of(new Seen(event.at(), event.object(Pod.class), false))
                : List.of();
    }

    private List<List<Seen>> orders(String name) throws IOException {
        var events = PodEvents.read(recordings.file(name));
        if (events.isEmpty()) {
            return List.of(List.of());
        }
        var story = new PodEvents(
                expected.texts("address").getFirst(),
                !expected.of("run-once").isEmpty(),
                expected.texts("finished").stream().findFirst().map(Instant::parse));
        return SameSecond.orders(events).stream().map(story::versions).toList();
    }

    /** {@code version time namespace/name uid node phase address}, and {@code host-network} if it is on it. */
    private List<Seen> given() {
        var given = new ArrayList<Seen>();
        for (var words : expected.of("version")) {
            given.add(new Seen(Instant.parse(words.getFirst()), pod(words), false));
        }
        return given;
    }

    private static Pod pod(List<String> words) {
        var slash = words.get(1).indexOf('/');
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(words.get(1).substring(0, slash))
                .withName(words.get(1).substring(slash + 1))
                .withUid(words.get(2))
                .endMetadata()
                .withNewSpec()
                .withNodeName(given(words.get(3)))
                .withHostNetwork(words.contains("host-network"))
                .endSpec()
                .withNewStatus()
                .withPhase(words.get(4))
                .withPodIP(given(words.get(5)))
                .endStatus()
                .build();
    }

    private static String given(String word) {
        return word.equals("-") ? "" : word;
    }
}
