/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Watch events of real API servers, a JSON object each with the time when it was received in seconds. */
final class WatchLog {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static List<Seen> read(Path file) throws IOException {
        var versions = new ArrayList<Seen>();
        for (var line : Files.readAllLines(file)) {
            var event = JSON.readTree(line);
            versions.add(new Seen(
                    time(event.path("receivedAt").decimalValue()),
                    JSON.treeToValue(event.path("object"), Pod.class),
                    event.path("type").asText().equals("DELETED")));
        }
        return versions;
    }

    /** To the microsecond, as the producer's clock gives it. */
    static Instant time(BigDecimal seconds) {
        var micros = seconds.movePointRight(6).longValue();
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    private WatchLog() {}
}
