/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A request that an API server answered, of its audit log. */
record AuditEvent(JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static AuditEvent read(Path file) throws IOException {
        return new AuditEvent(JSON.readTree(file.toFile()));
    }

    /** When it was answered: from then on the object was so. */
    Instant at() {
        return Instant.parse(json.path("stageTimestamp").asText());
    }

    /** E.g. {@code create pods}. */
    String what() {
        return json.path("verb").asText() + " "
                + json.path("objectRef").path("resource").asText();
    }

    /** {@code namespace/name}, of the request. */
    String name() {
        var object = json.path("objectRef");
        return object.path("namespace").asText() + "/" + object.path("name").asText();
    }

    /** The object as it was answered, or, at a level that records no answer, as it was asked for. */
    <T extends HasMetadata> T object(Class<T> type) throws IOException {
        return JSON.treeToValue(
                json.has("responseObject") ? json.path("responseObject") : json.path("requestObject"), type);
    }
}
