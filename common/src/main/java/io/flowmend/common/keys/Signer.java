/* Licensed under Apache-2.0. */
package io.flowmend.common.keys;

import java.security.PrivateKey;

/**
 * Signs with one private key.
 *
 * @param keyId first 16 hex digits of the SHA-256 of its public key
 */
public record Signer(String keyId, PrivateKey key) {

    /** @return an Ed25519 signature of 64 bytes */
    public byte[] sign(byte[] bytes) {
        return Ed25519.sign(key, bytes);
    }

    @Override
    public String toString() {
        return "Signer[" + keyId + "]";
    }
}
