/* Licensed under Apache-2.0. */
package io.flowmend.lab.mender;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.common.net.LoopbackPort;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.process.ChildProcess;
import io.flowmend.lab.process.Undisturbed;
import io.flowmend.local.platform.StateFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The executor of the lab's node, as a process of its own: what acts is never what observes. */
final class ExecutorChild implements AutoCloseable {

    static final String PREFIX = "executor.";

    private static final List<String> FLAGS = List.of(
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dlogback.configurationFile=logback-local.xml");

    private final ChildProcess process;
    private final LoopbackPort port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI ready;

    private ExecutorChild(ChildProcess process, LoopbackPort port) {
        this.process = process;
        this.port = port;
        this.ready = URI.create("http://" + LoopbackPort.HOST + ":" + port.number() + "/ready");
    }

    static ExecutorChild start(
            StateFolder folder, LabNode node, Path keys, Map<String, String> client, Map<String, String> given) {
        var port = LoopbackPort.free();
        var settings = new HashMap<>(client);
        settings.put(PREFIX + "node", node.name());
        settings.put(PREFIX + "namespace", node.namespace().path().toString());
        settings.put(PREFIX + "keys.dir", keys.toString());
        settings.put(PREFIX + "state.dir", folder.path().resolve("executor").toString());
        settings.put(PREFIX + "off.file", folder.path().resolve("executor.off").toString());
        settings.put(PREFIX + "mode", "act");
        settings.put("http.port", Integer.toString(port.number()));
        given.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                settings.put(key, value);
            }
        });
        try {
            return new ExecutorChild(ChildProcess.start(folder.logs(), "executor", words(settings)), port);
        } catch (RuntimeException unstartable) {
            port.close();
            throw unstartable;
        }
    }

    boolean ready() {
        try {
            var request =
                    HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    /** @throws StartupFailure with its last words if it has ended */
    void check() {
        try {
            process.check();
        } catch (IllegalStateException ended) {
            throw new StartupFailure(String.valueOf(ended.getMessage()));
        }
    }

    @Override
    public void close() {
        Undisturbed.close(List.of(process, http, port));
    }

    private static List<String> words(Map<String, String> settings) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FLAGS);
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add(io.flowmend.remediation.Main.class.getName());
        settings.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
        return words;
    }
}
