/* Licensed under Apache-2.0. */
package io.flowmend.local.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A line of an outcome for people. */
public final class OutcomeText {

    public static String of(ObjectNode line) {
        var text = new StringBuilder();
        text.append(line.path("detectedAt").asText())
                .append("  ")
                .append(line.path("kind").asText());
        text.append(' ')
                .append(line.path("rule").asText())
                .append(" on ")
                .append(line.path("node").asText());
        text.append(": ").append(line.path("subject").asText());
        switch (line.path("kind").asText()) {
            case "finding" ->
                text.append(" (")
                        .append(line.path("cause").asText())
                        .append("), broken at ")
                        .append(line.path("brokenAt").asText())
                        .append(", ")
                        .append(String.join(
                                " -> ",
                                line.path("states")
                                        .valueStream()
                                        .map(state -> state.asText())
                                        .toList()));
            case "command" ->
                text.append(", issued at ")
                        .append(line.path("issuedAt").asText())
                        .append(", would ")
                        .append(line.path("does").asText())
                        .append(", ")
                        .append(line.path("state").asText());
            default -> text.append(": ").append(line.path("cause").asText());
        }
        return text.toString();
    }

    private OutcomeText() {}
}
