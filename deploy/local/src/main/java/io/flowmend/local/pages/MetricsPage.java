/* Licensed under Apache-2.0. */
package io.flowmend.local.pages;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Comparator;
import java.util.List;

/** {@code docs/metrics.md}, printed from what a scrape of each component shows. */
public final class MetricsPage {

    private static final String HEAD = """
            # Metrics

            Printed from the code by `PagesTest`; do not edit (CONTRIBUTING.md says how to print it again). Every process
            serves them on `http.port` under `/metrics`, in the Prometheus text format, beside `/health` and `/ready`.
            Under `./flowmend up` one port serves all components.

            The topology also exports the metrics of Kafka Streams and its clients under `kafka_*`; Apache Kafka documents
            those. A counter appears when it first counts: a missing one is zero.
            """;

    private static final String COLUMNS = """

            | metric | type | labels | what it says | what to do when it moves |
            |---|---|---|---|---|
            """;

    private MetricsPage() {}

    /** @throws IllegalStateException if a meter has no advice */
    public static String text() {
        var text = new StringBuilder(HEAD);
        for (var component : Component.all()) {
            text.append("\n## ").append(component.title()).append('\n').append(COLUMNS);
            rows(component).forEach(row -> text.append(line(row)));
        }
        return text.toString();
    }

    /** Names of all meters, as scraped. */
    public static List<String> names() {
        return Component.all().stream()
                .flatMap(component -> rows(component).stream())
                .map(MeterRow::name)
                .toList();
    }

    private static List<MeterRow> rows(Component component) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try {
            component.showing().accept(registry);
            return MeterRow.read(registry.scrape()).stream()
                    .sorted(Comparator.comparing(MeterRow::name))
                    .toList();
        } finally {
            registry.close();
        }
    }

    private static String line(MeterRow row) {
        return "| `" + row.name() + "` | " + row.type() + " | " + String.join(", ", row.labels()) + " | "
                + row.description() + " | " + MeterAdvice.on(row.name()) + " |\n";
    }
}
