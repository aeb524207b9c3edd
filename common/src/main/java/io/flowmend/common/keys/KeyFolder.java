/* Licensed under Apache-2.0. */
package io.flowmend.common.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of keys: {@code planner.key} (PKCS#8), {@code trusted/KEYID.pub} and {@code revoked/KEYID.pub} (X.509), all PEM.
 * {@link KeyMaker} writes it. Safe for many threads.
 */
public final class KeyFolder {

    static final String PRIVATE = "planner.key";
    static final String TRUSTED = "trusted";
    static final String REVOKED = "revoked";
    static final String SUFFIX = ".pub";
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{16}");
    private static final byte[] PROBE = "flowmend key probe".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;
    private volatile Optional<Known> known = Optional.empty();

    /** The public half of a private key is found by trying; that is done once per key. */
    private record Known(String pem, Signer signer) {}

    public KeyFolder(Path folder) {
        this.folder = folder;
    }

    public Path path() {
        return folder;
    }

    /**
     * Signs with the folder's private key as it is now; empty if there is none, or if its public key is not trusted here any
     * more: nobody would take its signatures.
     *
     * @throws UncheckedIOException if the file is there and cannot be read
     * @throws IllegalArgumentException if the file is no Ed25519 key
     */
    public Optional<Signer> signer() {
        return read(folder.resolve(PRIVATE)).flatMap(this::signer);
    }

    /** The key, unless it is unknown or revoked. */
    public Optional<PublicKey> trusted(String keyId) {
        return state(keyId) instanceof KeyState.Trusted(var key) ? Optional.of(key) : Optional.empty();
    }

    /** Read from the files anew at each call: a revoked key is refused from the moment on that its file is moved. */
    public KeyState state(String keyId) {
        if (!KEY_ID.matcher(keyId).matches()) {
            return new KeyState.Unknown("a key id is 16 hex digits");
        }
        if (mayBeRevoked(keyId)) {
            return new KeyState.Revoked();
        }
        try {
            return read(file(TRUSTED, keyId))
                    .map(Pem::publicKey)
                    .map(key -> matching(keyId, key))
                    .orElseGet(() -> new KeyState.Unknown("no such key in " + folder.resolve(TRUSTED)));
        } catch (IllegalArgumentException | UncheckedIOException unreadable) {
            return new KeyState.Unknown(file(TRUSTED, keyId) + ": " + unreadable.getMessage());
        }
    }

    /** Ids that have a file in the folder, sorted. */
    public List<String> trusted() {
        return ids(TRUSTED);
    }

    /** Ids that have a file in the folder of revoked keys, sorted. */
    public List<String> revoked() {
        return ids(REVOKED);
    }

    Path file(String sub, String keyId) {
        return folder.resolve(sub).resolve(keyId + SUFFIX);
    }

    /** What cannot be looked at counts as revoked; a folder that is not there revokes nothing. */
    private boolean mayBeRevoked(String keyId) {
        var revoked = folder.resolve(REVOKED);
        return !Files.notExists(revoked, LinkOption.NOFOLLOW_LINKS)
                && (!Files.isDirectory(revoked) || !Files.notExists(file(REVOKED, keyId), LinkOption.NOFOLLOW_LINKS));
    }

    private KeyState matching(String keyId, PublicKey key) {
        return Ed25519.keyId(key).equals(keyId)
                ? new KeyState.Trusted(key)
                : new KeyState.Unknown(file(TRUSTED, keyId) + " holds key " + Ed25519.keyId(key));
    }

    private Optional<Signer> signer(String pem) {
        var last = known;
        if (last.isEmpty() || !last.get().pem().equals(pem)) {
            last = owner(Pem.privateKey(pem)).map(signer -> new Known(pem, signer));
            known = last;
        }
        return last.map(Known::signer).filter(signer -> trusted(signer.keyId()).isPresent());
    }

    private Optional<Signer> owner(PrivateKey key) {
        var signature = Ed25519.sign(key, PROBE);
        return trusted().stream()
                .filter(id -> trusted(id)
                        .filter(candidate -> Ed25519.verify(candidate, PROBE, signature))
                        .isPresent())
                .findFirst()
                .map(id -> new Signer(id, key));
    }

    private List<String> ids(String sub) {
        if (!Files.isDirectory(folder.resolve(sub))) {
            return List.of();
        }
        try (var files = Files.list(folder.resolve(sub))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(KEY_ID.asMatchPredicate())
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
