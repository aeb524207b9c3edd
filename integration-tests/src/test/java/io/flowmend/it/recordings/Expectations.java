/* Licensed under Apache-2.0. */
package io.flowmend.it.recordings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a person wrote down of one recording: lines of words, the first of which says what the line is; {@code #} begins a
 * remark.
 *
 * @param folder relative to the folder of all expectations; the recording's is of the same name
 */
record Expectations(String folder, List<List<String>> lines) {

    /** Every line of a file must be asked for: one that no test understands expects nothing. */
    Expectations only(String... verbs) {
        var known = new HashSet<>(Arrays.asList(verbs));
        for (var line : lines) {
            if (!known.contains(line.getFirst())) {
                throw new AssertionError(
                        folder + " expects '" + String.join(" ", line) + "', which no test understands");
            }
        }
        return this;
    }

    /** The words after the verb. */
    List<List<String>> of(String verb) {
        return lines.stream()
                .filter(line -> line.getFirst().equals(verb))
                .map(line -> line.subList(1, line.size()))
                .toList();
    }

    List<String> texts(String verb) {
        return of(verb).stream().map(words -> String.join(" ", words)).toList();
    }

    /** Names of the recordings that it is about. */
    List<String> recordings() {
        return of("reads").stream()
                .map(words -> folder + "/" + words.getFirst())
                .toList();
    }

    static List<Expectations> all(String fileName) {
        return files().stream()
                .filter(file -> file.endsWith("/" + fileName))
                .map(Expectations::read)
                .toList();
    }

    /** Names of all files with expectations. */
    static Set<String> files() {
        try (var files = Files.walk(root())) {
            var names = new TreeSet<String>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(root().relativize(file).toString()));
            return names;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Expectations read(String name) {
        try {
            var lines = new ArrayList<List<String>>();
            for (var line : Files.readAllLines(root().resolve(name))) {
                var words = line.replaceFirst("(^| +)#.*", "").strip();
                if (!words.isEmpty()) {
                    lines.add(List.of(words.split(" +")));
                }
            }
            return new Expectations(name.substring(0, name.lastIndexOf('/')), lines);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path root() {
        try {
            return Path.of(Objects.requireNonNull(Expectations.class.getResource("/recordings"))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
