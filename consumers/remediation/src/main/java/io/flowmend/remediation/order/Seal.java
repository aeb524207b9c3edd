/* Licensed under Apache-2.0. */
package io.flowmend.remediation.order;

import java.nio.ByteBuffer;

/**
 * Who signed a command.
 *
 * @param covered the canonical bytes of everything but the signature, made from what was decoded
 * @param signature empty if it has none
 */
public record Seal(String keyId, ByteBuffer covered, ByteBuffer signature) {

    public Seal {
        covered = covered.asReadOnlyBuffer();
        signature = signature.asReadOnlyBuffer();
    }

    public boolean missing() {
        return !signature.hasRemaining();
    }

    public byte[] coveredBytes() {
        return bytes(covered);
    }

    public byte[] signatureBytes() {
        return bytes(signature);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
