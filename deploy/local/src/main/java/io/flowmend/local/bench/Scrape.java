/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import java.util.List;

/** Numbers of a Prometheus page. */
record Scrape(List<String> lines) {

    Scrape {
        lines = List.copyOf(lines);
    }

    static Scrape of(String page) {
        return new Scrape(page.lines().toList());
    }

    /** Sum over all labels; 0 if there is none, as a counter that nothing has counted yet. */
    double sum(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
