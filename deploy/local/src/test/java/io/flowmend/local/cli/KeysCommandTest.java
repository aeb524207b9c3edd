/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.local.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a key, as an operator leads it. */
class KeysCommandTest {

    private static final String NOBODYS = "0123456789abcdef";

    @TempDir
    private Path folder;

    private final PrintStream usualOut = System.out;
    private final PrintStream usualErr = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        var heard = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(heard);
        System.setErr(heard);
    }

    @AfterEach
    void stopListening() {
        System.setOut(usualOut);
        System.setErr(usualErr);
    }

    @Test
    void aKeyIsMadeReplacedAndRevoked() {
        var first = signing("make");
        var second = signing("rotate");
        assertThat(keys(0, "list")).containsExactlyInAnyOrder(first + " trusted", second + " signs");
        assertThat(keys(0, "revoke", first)).containsExactly(first + " revoked");
        assertThat(keys(0, "list")).containsExactly(second + " signs", first + " revoked");
    }

    @Test
    void aKeyThatSignsIsNotOverwritten() {
        keys(0, "make");
        var before = keys(0, "list");
        assertThat(keys(1, "make")).singleElement().asString().endsWith("'flowmend keys rotate' replaces it");
        assertThat(keys(0, "list")).isEqualTo(before);
    }

    @Test
    void aKeyThatNobodyHasIsNotRevoked() {
        var made = signing("make");
        assertThat(keys(3, "revoke", NOBODYS))
                .containsExactly("flowmend: KEYID is '" + NOBODYS + "'; allowed: one of [" + made + "]");
    }

    @Test
    void aFolderThatCannotBeIsOneClearLine() {
        folder = Path.of("/proc/none");
        assertThat(keys(4, "make"))
                .singleElement()
                .asString()
                .startsWith("flowmend: --dir '/proc/none' cannot be used");
    }

    /** Id of the key that was made. */
    private String signing(String word) {
        var line = keys(0, word).getFirst();
        assertThat(line).endsWith(" signs");
        return line.substring(0, line.indexOf(' '));
    }

    private List<String> keys(int code, String... words) {
        said.reset();
        var all = Stream.concat(
                        Stream.concat(Stream.of("keys"), Stream.of(words)), Stream.of("--dir", folder.toString()))
                .toArray(String[]::new);
        assertThat(Main.commandLine().execute(all)).as(said::toString).isEqualTo(code);
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
