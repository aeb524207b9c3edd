/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A kubelet's log of one pod: what it was told by the API, and the status that it wrote there. */
final class KubeletLog {

    private static final Pattern LINE =
            Pattern.compile("\\S+ \\d+ \\S+ (\\S+) kubelet\\S+ I(\\d\\d)(\\d\\d) (\\S+) .*");
    private static final Pattern POD = Pattern.compile("pod=\"([^/\"]+)/([^\"]+)\" podUID=\"([^\"]+)\"");
    private static final String STATUS = "\"Status for pod updated successfully\"";

    /** @param year which the log's clock leaves out */
    static List<Seen> read(Path file, int year) throws IOException {
        var lines = Files.readAllLines(file);
        var versions = new ArrayList<Seen>();
        var pod = pod(lines);
        for (var text : lines) {
            var line = LINE.matcher(text);
            if (!line.matches()) {
                throw new IllegalArgumentException("no line of a kubelet: " + text);
            }
            var at = at(year, line.toMatchResult());
            if (text.contains("\"SyncLoop ADD\"")) {
                pod = pod.edit()
                        .withNewSpec()
                        .withNodeName(line.group(1))
                        .endSpec()
                        .build();
            } else if (text.contains("\"SyncLoop DELETE\"")) {
                pod = pod.edit()
                        .editMetadata()
                        .withDeletionTimestamp(at.toString())
                        .endMetadata()
                        .build();
            } else if (text.contains(STATUS)) {
                var status = text.substring(text.indexOf(" status=") + " status=".length());
                pod = pod.edit()
                        .withStatus(Serialization.unmarshal(status, PodStatus.class))
                        .build();
            } else if (!text.contains("\"SyncLoop REMOVE\"")) {
                continue; // of the kubelet's own work, of which the API hears nothing
            }
            versions.add(new Seen(at, pod, text.contains("\"SyncLoop REMOVE\"")));
        }
        return versions;
    }

    private static Pod pod(List<String> lines) {
        var named = POD.matcher(String.join("\n", lines));
        if (!named.find()) {
            throw new IllegalArgumentException("no line names the pod and its uid");
        }
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(named.group(1))
                .withName(named.group(2))
                .withUid(named.group(3))
                .endMetadata()
                .build();
    }

    private static Instant at(int year, MatchResult line) {
        return Instant.parse(year + "-" + line.group(2) + "-" + line.group(3) + "T" + line.group(4) + "Z");
    }

    private KubeletLog() {}
}
