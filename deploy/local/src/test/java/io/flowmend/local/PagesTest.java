/* Licensed under Apache-2.0. */
package io.flowmend.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.local.pages.MetricsPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages that are printed from the code say what the code says. {@code -Dpages.write=true} writes them. */
class PagesTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern METER = Pattern.compile("\"(flowmend(?:\\.[a-z]+)+)\"");

    @Test
    void theConfigurationPageIsWhatTheCommandPrints() throws IOException {
        assertPage("configuration.md", printedByConfig());
    }

    @Test
    void theMetricsPageIsWhatTheComponentsShow() throws IOException {
        assertPage("metrics.md", MetricsPage.text());
    }

    /** Some meters appear when they first count: the page must have made every one of them do so. */
    @Test
    void everyMeterThatTheSourcesNameIsOnTheMetricsPage() throws IOException {
        var named = metersInSources();
        assertThat(named).hasSizeGreaterThan(20);
        for (var meter : named) {
            var scraped = meter.replace('.', '_');
            assertThat(MetricsPage.names())
                    .as("%s is on no page: show it in Component", meter)
                    .anyMatch(name -> name.startsWith(scraped));
        }
    }

    private static List<String> metersInSources() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.getFileName().toString().endsWith("Metrics.java"))
                    .flatMap(PagesTest::meters)
                    .distinct()
                    .toList();
        }
    }

    private static java.util.stream.Stream<String> meters(Path source) {
        try {
            return METER.matcher(Files.readString(source)).results().map(match -> match.group(1));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static void assertPage(String name, String printed) throws IOException {
        var page = ROOT.resolve("docs").resolve(name);
        if (Boolean.getBoolean("pages.write")) {
            Files.writeString(page, printed);
        }
        assertThat(Files.readString(page))
                .as("docs/%s; print it again: CONTRIBUTING.md", name)
                .isEqualTo(printed);
    }

    private static String printedByConfig() {
        var before = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.commandLine().execute("config")).isZero();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
