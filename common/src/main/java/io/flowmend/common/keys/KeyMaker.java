/* Licensed under Apache-2.0. */
package io.flowmend.common.keys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a {@link KeyFolder}. Each file appears whole, with its mode, or not at all. */
public record KeyMaker(KeyFolder keys) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> ALL_READ = PosixFilePermissions.fromString("rw-r--r--");

    /**
     * Makes the first private key of the folder and trusts its public half.
     *
     * @return its id
     * @throws FileAlreadyExistsException if the folder has a private key
     */
    public String make() throws IOException {
        var file = keys.path().resolve(KeyFolder.PRIVATE);
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        return rotate();
    }

    /**
     * Replaces the private key. The old public key stays trusted until it is revoked, so that commands on their way still count.
     *
     * @return id of the new key
     */
    public String rotate() throws IOException {
        Files.createDirectories(keys.path().resolve(KeyFolder.TRUSTED));
        Files.createDirectories(keys.path().resolve(KeyFolder.REVOKED));
        var pair = Ed25519.generate();
        var id = Ed25519.keyId(pair.getPublic());
        // The public half first: a planner that finds the new private key finds it trusted.
        write(keys.file(KeyFolder.TRUSTED, id), Pem.write(pair.getPublic()), ALL_READ);
        write(keys.path().resolve(KeyFolder.PRIVATE), Pem.write(pair.getPrivate()), OWNER_ONLY);
        return id;
    }

    /**
     * From here on nobody takes its signatures.
     *
     * @throws NoSuchFileException if the folder does not trust such a key
     */
    public void revoke(String keyId) throws IOException {
        if (!keys.trusted().contains(keyId)) {
            throw new NoSuchFileException(keys.file(KeyFolder.TRUSTED, keyId).toString());
        }
        Files.createDirectories(keys.path().resolve(KeyFolder.REVOKED));
        Files.move(
                keys.file(KeyFolder.TRUSTED, keyId),
                keys.file(KeyFolder.REVOKED, keyId),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Path file, String text, Set<PosixFilePermission> mode) throws IOException {
        var fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(fresh, text, StandardOpenOption.SYNC);
        Files.setPosixFilePermissions(fresh, mode);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
