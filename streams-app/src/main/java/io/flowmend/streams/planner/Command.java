/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.detector.Remedy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** An order to the finding's node, not signed yet. */
public record Command(
        String id, Finding finding, int attempt, Remedy remedy, Instant issuedAt, Instant expiresAt, String reason) {

    private static final int ID_BYTES = 8;

    /** Deterministic: a planner that decides the same again after a restart says it under the same id. */
    static String id(String finding, int attempt) {
        try {
            var text = finding + "\n" + attempt;
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "cmd-" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
