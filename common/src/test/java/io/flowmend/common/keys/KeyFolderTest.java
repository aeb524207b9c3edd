/* Licensed under Apache-2.0. */
package io.flowmend.common.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {

    private static final byte[] BYTES = "an order".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path dir;

    private KeyFolder keys;
    private KeyMaker maker;

    @BeforeEach
    void folder() {
        keys = new KeyFolder(dir.resolve("keys"));
        maker = new KeyMaker(keys);
    }

    @Test
    void aFolderWithoutKeysSignsNothingAndTrustsNobody() {
        assertThat(keys.signer()).isEmpty();
        assertThat(keys.state("0123456789abcdef")).isInstanceOf(KeyState.Unknown.class);
    }

    @Test
    void whatIsSignedIsVerifiedByTheTrustedKeyAndNothingElseIs() throws IOException {
        // Given
        var id = maker.make();
        // When
        var signer = keys.signer().orElseThrow();
        var signature = signer.sign(BYTES);
        // Then
        var key = keys.trusted(id).orElseThrow();
        assertThat(signer.keyId()).isEqualTo(id).matches("[0-9a-f]{16}");
        assertThat(Ed25519.verify(key, BYTES, signature)).isTrue();
        assertThat(Ed25519.verify(key, "an ordeR".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        assertThat(Ed25519.verify(key, BYTES, new byte[3])).isFalse();
        assertThat(Ed25519.verify(Ed25519.generate().getPublic(), BYTES, signature))
                .isFalse();
    }

    @Test
    void theOldKeyStaysTrustedAfterARotationUntilItIsRevoked() throws IOException {
        // Given
        var old = maker.make();
        // When
        var fresh = maker.rotate();
        // Then
        assertThat(keys.signer().orElseThrow().keyId()).isEqualTo(fresh);
        assertThat(keys.trusted()).containsExactlyInAnyOrder(old, fresh);
        maker.revoke(old);
        assertThat(keys.state(old)).isInstanceOf(KeyState.Revoked.class);
        assertThat(keys.trusted(old)).isEmpty();
        assertThat(keys.trusted(fresh)).isPresent();
        assertThat(keys.revoked()).containsExactly(old);
    }

    @Test
    void aRevokedKeyStaysRevokedThoughItsFileIsPutBack() throws IOException {
        // Given
        var id = maker.make();
        var publicHalf = Files.readString(keys.file(KeyFolder.TRUSTED, id));
        maker.revoke(id);
        // When
        Files.writeString(keys.file(KeyFolder.TRUSTED, id), publicHalf);
        // Then
        assertThat(keys.state(id)).isInstanceOf(KeyState.Revoked.class);
    }

    @Test
    void aKeyOfWhichNobodyCanSeeWhetherItIsRevokedCountsAsRevoked() throws IOException {
        // Given
        var id = maker.make();
        var revoked = dir.resolve("keys/revoked");
        var link = keys.file(KeyFolder.REVOKED, id);
        // When, then
        Files.createSymbolicLink(link, dir.resolve("nowhere"));
        assertThat(keys.state(id)).as("a link to nowhere").isInstanceOf(KeyState.Revoked.class);
        Files.delete(link);
        Files.delete(revoked);
        assertThat(keys.state(id)).as("no folder").isInstanceOf(KeyState.Trusted.class);
        Files.createSymbolicLink(revoked, dir.resolve("nowhere"));
        assertThat(keys.state(id)).as("a folder that leads nowhere").isInstanceOf(KeyState.Revoked.class);
        Files.delete(revoked);
        Files.createFile(revoked);
        assertThat(keys.state(id)).as("a folder that is a file").isInstanceOf(KeyState.Revoked.class);
    }

    @Test
    void aPlannerWhoseOwnKeyIsRevokedSignsNoMore() throws IOException {
        // Given
        var id = maker.make();
        assertThat(keys.signer()).isPresent();
        // When
        maker.revoke(id);
        // Then
        assertThat(keys.signer()).isEmpty();
    }

    @Test
    void aSecondMakeAndAnUnknownRevocationAreRefused() throws IOException {
        maker.make();
        assertThatThrownBy(maker::make).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> maker.revoke("0123456789abcdef")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void onlyTheOwnerReadsThePrivateKeyAndEverybodyThePublicOne() throws IOException {
        // When
        var id = maker.make();
        // Then
        assertThat(mode(dir.resolve("keys/planner.key"))).isEqualTo("rw-------");
        assertThat(mode(keys.file(KeyFolder.TRUSTED, id))).isEqualTo("rw-r--r--");
    }

    @Test
    void aKeyIdThatIsAPathOrAnotherKeysNameIsUnknown() throws IOException {
        // Given
        var id = maker.make();
        var other = "0123456789abcdef";
        Files.copy(keys.file(KeyFolder.TRUSTED, id), keys.file(KeyFolder.TRUSTED, other));
        // When, then
        assertThat(keys.state("../trusted/" + id)).isInstanceOf(KeyState.Unknown.class);
        assertThat(keys.state(other)).isInstanceOf(KeyState.Unknown.class);
    }

    @Test
    void aFileThatIsNoKeyIsUnknownAndSaysWhy() throws IOException {
        // Given
        var id = maker.make();
        Files.writeString(keys.file(KeyFolder.TRUSTED, id), "nonsense");
        // When, then
        assertThat(keys.state(id))
                .isInstanceOfSatisfying(
                        KeyState.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("PUBLIC KEY"));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
