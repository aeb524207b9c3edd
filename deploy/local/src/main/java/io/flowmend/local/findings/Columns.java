/* Licensed under Apache-2.0. */
package io.flowmend.local.findings;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of one length, in columns as wide as their widest cell. */
public final class Columns {

    public static String of(List<List<String>> rows) {
        return rows.stream().map(row -> line(row, rows)).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> row, List<List<String>> rows) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(width(rows, column) - row.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private Columns() {}
}
