/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Makes an empty folder a broker's. Safe to repeat after a crash in its middle: the cluster id is on disk before Kafka's
 * formatter sees it, and the formatter skips what it has done.
 */
final class BrokerFormat {

    static void ensure(Path folder) {
        try {
            Files.createDirectories(folder);
            var formatter = new Formatter()
                    .setPrintStream(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
                    .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
                    .setNodeId(BrokerSettings.NODE)
                    .setClusterId(clusterId(folder))
                    .setDirectories(List.of(folder.toString()))
                    .setMetadataLogDirectory(folder.toString())
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setIgnoreFormatted(true);
            formatter.run();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (Exception refused) {
            throw new IllegalStateException("the broker's folder " + folder + " cannot be formatted", refused);
        }
    }

    private static String clusterId(Path folder) throws IOException {
        var file = folder.resolveSibling(folder.getFileName() + ".cluster-id");
        if (!Files.exists(file)) {
            var draft = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(draft, Uuid.randomUuid().toString());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    private BrokerFormat() {}
}
