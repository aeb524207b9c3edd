/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import io.flowmend.it.support.Requirements;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The folder of the recordings, which is no part of the project. */
record Recordings(Path root) {

    static final String VARIABLE = "FLOWMEND_RECORDINGS";

    /** Those that tell of lives of pods and services. Each must be expected something of. */
    private static final List<String> LIVES = List.of(
            "pod-lifecycle/**/startingEvents.json",
            "audit/**.json",
            "calico-*/*/pods.watch.jsonl",
            "kube-proxy-*/*/pods.watch.jsonl",
            "kubelet/*.kubelet.log",
            "churn/*.csv");

    /** Skips the test where there is none. */
    static Recordings required() {
        var root = System.getenv(VARIABLE);
        Requirements.that(
                root != null && Files.isDirectory(Path.of(root)),
                "recorded lives need the folder of the recordings in " + VARIABLE);
        return new Recordings(Path.of(root));
    }

    Path file(String name) {
        return root.resolve(name);
    }

    /** Names of the files that tell of lives, relative to the folder. */
    Set<String> lives() throws IOException {
        var matchers = LIVES.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        try (var files = Files.walk(root)) {
            var names = new TreeSet<String>();
            files.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(file -> matchers.stream().anyMatch(matcher -> matcher.matches(file)))
                    .forEach(file -> names.add(file.toString()));
            return names;
        }
    }
}
