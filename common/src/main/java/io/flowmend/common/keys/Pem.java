/* Licensed under Apache-2.0. */
package io.flowmend.common.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Keys as text (RFC 7468), the form that openssl reads and writes. */
final class Pem {

    private static final int LINE = 64;

    static String write(PrivateKey key) {
        return write("PRIVATE KEY", key);
    }

    static String write(PublicKey key) {
        return write("PUBLIC KEY", key);
    }

    /** @throws IllegalArgumentException if it is not an Ed25519 key in PKCS#8 */
    static PrivateKey privateKey(String pem) {
        try {
            return KeyFactory.getInstance(Ed25519.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(body("PRIVATE KEY", pem)));
        } catch (GeneralSecurityException notOne) {
            throw new IllegalArgumentException("not an Ed25519 private key in PKCS#8: " + notOne.getMessage(), notOne);
        }
    }

    /** @throws IllegalArgumentException if it is not an Ed25519 key in X.509 */
    static PublicKey publicKey(String pem) {
        try {
            return KeyFactory.getInstance(Ed25519.ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(body("PUBLIC KEY", pem)));
        } catch (GeneralSecurityException notOne) {
            throw new IllegalArgumentException("not an Ed25519 public key in X.509: " + notOne.getMessage(), notOne);
        }
    }

    private static String write(String label, Key key) {
        var body = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static byte[] body(String label, String pem) {
        var begin = "-----BEGIN " + label + "-----";
        var from = pem.indexOf(begin);
        var to = pem.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no block '" + begin + "'");
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }

    private Pem() {}
}
