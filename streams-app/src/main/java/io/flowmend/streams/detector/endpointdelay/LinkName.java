/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Calico's name of the host's side of a pod's interface (field guide, section 1.1; measured, section 4.3). */
final class LinkName {

    private static final int DIGITS = 11;

    /** {@code prefix} and the first 11 hex digits of the SHA-1 of {@code namespace.pod}. */
    static String of(String prefix, String namespace, String pod) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-1").digest((namespace + "." + pod).getBytes(StandardCharsets.UTF_8));
            return prefix + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }

    private LinkName() {}
}
