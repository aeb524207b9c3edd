/* Licensed under Apache-2.0. */
package io.flowmend.local.pages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One meter as a scrape shows it.
 *
 * @param name with the suffixes that the exposition format adds
 * @param type counter, gauge or summary
 */
record MeterRow(String name, String type, String description, List<String> labels) {

    private static final String HELP = "# HELP ";
    private static final String TYPE = "# TYPE ";
    private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"");

    MeterRow {
        labels = List.copyOf(labels);
    }

    /** Reads the text format; a meter that shows no sample is not there. */
    static List<MeterRow> read(String scrape) {
        var descriptions = new LinkedHashMap<String, String>();
        var types = new LinkedHashMap<String, String>();
        scrape.lines().forEach(line -> {
            if (line.startsWith(HELP)) {
                put(descriptions, line.substring(HELP.length()));
            } else if (line.startsWith(TYPE)) {
                put(types, line.substring(TYPE.length()));
            }
        });
        return types.entrySet().stream()
                .map(type -> new MeterRow(
                        type.getKey(),
                        type.getValue(),
                        descriptions.getOrDefault(type.getKey(), ""),
                        labels(scrape, type.getKey())))
                .toList();
    }

    private static void put(LinkedHashMap<String, String> into, String line) {
        var space = line.indexOf(' ');
        into.put(line.substring(0, space), line.substring(space + 1));
    }

    private static List<String> labels(String scrape, String name) {
        var labels = new TreeSet<String>();
        scrape.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + "_count{"))
                .flatMap(line -> LABEL.matcher(line).results())
                .forEach(match -> labels.add(match.group(1)));
        return List.copyOf(labels);
    }
}
