/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The life of one pod as openshift/origin's monitor told it, and the versions of the pod that must have been behind it. The
 * address, and whether a container that ended is started again, are not recorded.
 *
 * @param finished when the pod had finished before it was first seen, if so
 */
record PodEvents(String address, boolean runOnce, Optional<Instant> finished) {

    /** One item that tells of a pod. */
    record Event(Instant at, String reason, JsonNode keys, JsonNode annotations) {

        String key(String name) {
            return keys.path(name).asText();
        }

        /** Its place among the events of its second: a pod is made first and deleted last. */
        int rank() {
            return switch (reason) {
                case "Created" -> 0;
                case "Scheduled" -> 1;
                case "DeletedAfterCompletion" -> 3;
                case "Deleted" -> 4;
                default -> 2;
            };
        }
    }

    /** Items without a pod are left out. */
    static List<Event> read(Path file) throws IOException {
        var events = new ArrayList<Event>();
        for (var item : DoubledKeys.items(file)) {
            if (item.locator().path("keys").has("pod")) {
                events.add(event(item));
            }
        }
        return events;
    }

    private static Event event(DoubledKeys.Item item) {
        return new Event(
                item.from(),
                item.reason(),
                item.locator().path("keys"),
                item.message().path("annotations"));
    }

    List<Seen> versions(List<Event> events) {
        var versions = new ArrayList<Seen>();
        var pod = first(events.getFirst());
        for (var event : events) {
            pod = next(pod, event);
            versions.add(new Seen(event.at(), pod, event.reason().equals("Deleted")));
        }
        return versions;
    }

    private Pod first(Event event) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace(event.key("namespace"))
                .withName(event.key("pod"))
                .withUid(event.key("uid"))
                .endMetadata()
                .withNewSpec()
                .withNodeName(event.key("node"))
                .endSpec()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
        return finished.isPresent() ? withStatus(pod, "Succeeded") : pod;
    }

    private Pod next(Pod pod, Event event) {
        return switch (event.reason()) {
            case "Created" -> pod;
            case "Scheduled" ->
                pod.edit()
                        .editSpec()
                        .withNodeName(event.annotations().path("node").asText())
                        .endSpec()
                        .build();
            case "ContainerStart" -> running(pod);
            case "Ready" -> ready(running(pod), "True");
            case "NotReady" -> ready(pod, "False");
            case "TerminationStateCleared" -> pod;
            case "ContainerExit" -> exited(pod, event.annotations().path("code").asText());
            case "GracefulDelete" ->
                deleting(
                        pod,
                        event.at()
                                .plus(Duration.parse("PT"
                                        + event.annotations().path("duration").asText())));
            case "DeletedAfterCompletion", "Deleted" -> deleting(pod, event.at());
            default -> throw new IllegalArgumentException("no version of a pod is known for " + event);
        };
    }

    /** A pod that has finished does not run again, whatever comes late. */
    private Pod running(Pod pod) {
        return pod.getStatus().getPhase().equals("Pending") ? withStatus(pod, "Running") : pod;
    }

    private Pod exited(Pod pod, String code) {
        return runOnce ? withStatus(pod, code.equals("0") ? "Succeeded" : "Failed") : pod;
    }

    private Pod withStatus(Pod pod, String phase) {
        return pod.edit()
                .editStatus()
                .withPhase(phase)
                .withPodIP(address)
                .endStatus()
                .build();
    }

    private static Pod ready(Pod pod, String status) {
        return pod.edit()
                .editStatus()
                .removeMatchingFromConditions(condition -> "Ready".equals(condition.getType()))
                .addNewCondition()
                .withType("Ready")
                .withStatus(status)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod deleting(Pod pod, Instant at) {
        return pod.getMetadata().getDeletionTimestamp() != null
                ? pod
                : pod.edit()
                        .editMetadata()
                        .withDeletionTimestamp(at.toString())
                        .endMetadata()
                        .build();
    }
}
