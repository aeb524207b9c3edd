/* Licensed under Apache-2.0. */
package io.flowmend.schemas.signing;

import io.flowmend.schemas.remediation.RemediationCommand;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a command that its signature covers: every field but the signature itself, the key's id included.
 *
 * <p>A record is the number of its fields and each one's name and value; every text, list and number carries its kind and its
 * length, so that two different commands never have the same bytes. A field that has its schema's default is left out: a command
 * of an older planner stays valid when a field is added, and one that sets a field which this version does not know is refused,
 * as is an enum symbol that was read as its default.
 */
public final class CanonicalCommand {

    private static final byte[] PREFIX = "flowmend command 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final String SIGNATURE = "signature";

    /** @throws IllegalArgumentException if the command lacks a field that has no default */
    public static byte[] bytes(RemediationCommand command) {
        var writer = new CanonicalWriter();
        writer.raw(PREFIX);
        writer.record(command, SIGNATURE);
        return writer.bytes();
    }

    private CanonicalCommand() {}
}
