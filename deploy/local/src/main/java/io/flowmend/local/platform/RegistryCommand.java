/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.common.net.LoopbackPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command line of the registry child.
 *
 * <p>Its database is H2 in a file of the state folder, not Apicurio's {@code kafkasql} on our broker: each write is synced
 * before it is answered ({@code WRITE_DELAY=0}), so ids that records refer to survive a kill -9 of either process; and the
 * registry starts beside the broker instead of after it, and is not lost when a topic is.
 */
record RegistryCommand(Path home, Path folder, int port) {

    static final String JAR = "quarkus-run.jar";

    /**
     * Starts java, says its pid in a file, and ends it when this end of standard input closes: the kernel closes it when
     * our process ends, however it ends. Ctrl-C goes to the whole terminal group and is ours to answer.
     */
    private static final String WATCHED = """
            trap '' INT
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            echo $child > "$FLOWMEND_PID_FILE"
            ( read -r _ <&3; kill $child 2>/dev/null ) &
            watcher=$!
            wait $child
            code=$?
            kill $watcher 2>/dev/null
            wait $watcher
            exit $code
            """;

    List<String> words() {
        var words = new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, "registry"));
        words.add(ProcessHandle.current().info().command().orElse("java"));
        // Half the start-up time of the optimising compiler, and a registry of a laptop never gets warm.
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m"));
        settings().forEach((key, value) -> words.add("-D" + key + "=" + value));
        words.addAll(List.of("-jar", home.resolve(JAR).toString()));
        return words;
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("quarkus.http.host", LoopbackPort.HOST),
                Map.entry("quarkus.http.port", Integer.toString(port)),
                Map.entry("quarkus.management.host", LoopbackPort.HOST),
                Map.entry("quarkus.management.port", "0"),
                Map.entry("quarkus.http.access-log.enabled", "false"),
                Map.entry("quarkus.otel.sdk.disabled", "true"),
                Map.entry("apicurio.datasource.url", "jdbc:h2:file:" + folder.resolve("database") + ";WRITE_DELAY=0"),
                Map.entry("apicurio.datasource.jdbc.initial-size", "1"),
                Map.entry("apicurio.datasource.jdbc.min-size", "1"),
                Map.entry("apicurio.datasource.jdbc.max-size", "8"));
    }
}
