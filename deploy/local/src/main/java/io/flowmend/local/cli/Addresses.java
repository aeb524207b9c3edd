/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowmend.common.net.LoopbackPort;
import io.flowmend.local.platform.Platform;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where everything is, for people, scripts and the other commands. */
record Addresses(Path state, Platform platform, int httpPort, String topicPrefix) {

    Map<String, String> clientSettings() {
        var settings = new HashMap<>(platform.clientSettings());
        settings.put("topic.prefix", topicPrefix);
        return settings;
    }

    void print(PrintStream out, boolean json) {
        var lines = new LinkedHashMap<String, String>();
        lines.put("bootstrap", platform.bootstrap());
        lines.put("registry", platform.registryUrl());
        lines.put("state", state.toString());
        lines.put("http", "http://" + LoopbackPort.HOST + ":" + httpPort);
        if (json) {
            System.out.println(new ObjectMapper().valueToTree(lines));
        } else {
            lines.forEach((name, value) -> out.printf("          %-10s %s%n", name, value));
        }
    }
}
