/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the topic catalogue. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Prints the topic catalogue: what to create on a broker of your own.")
public final class TopicsCommand implements Callable<Integer> {

    @Option(names = "--prefix", defaultValue = "flowmend.", description = "In front of each name (${DEFAULT-VALUE}).")
    private String prefix = "";

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    @Override
    public Integer call() {
        for (var topic : Topics.all()) {
            System.out.println(json ? asJson(topic) : asLine(topic));
        }
        return 0;
    }

    private String asLine(Topic topic) {
        return String.format(
                Locale.ROOT,
                "%-28s %-28s %-22s partitions=%d %s",
                topic.name(prefix),
                topic.key(),
                topic.value().getName(),
                Topic.DEFAULT_PARTITIONS,
                new TreeMap<>(topic.config()));
    }

    private String asJson(Topic topic) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("name", topic.name(prefix));
        node.put("key", topic.key());
        node.put("value", topic.value().getFullName());
        node.put("partitions", Topic.DEFAULT_PARTITIONS);
        var config = node.putObject("config");
        new TreeMap<>(topic.config()).forEach(config::put);
        return node.toString();
    }
}
