/* Licensed under Apache-2.0. */
package io.flowmend.local.part;

import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.Status;
import io.flowmend.producer.node.NodeProducer;
import io.flowmend.producer.node.config.NodeConfig;
import io.flowmend.producer.node.probe.NodeCapabilities;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The node producer inside {@code up}: attached on Linux where the kernel lets us listen to conntrack. */
public final class NodePart implements Part {

    private @Nullable NodeProducer producer;

    @Override
    public String name() {
        return "node producer";
    }

    @Override
    public List<String> prefixes() {
        return List.of("node.");
    }

    @Override
    public Attachment attach(PartContext context) {
        var settings = Settings.of(context.settings());
        var kafka = KafkaSettings.from(settings);
        var config = NodeConfig.from(settings);
        settings.done();
        var lacks = config.nodes().entrySet().stream()
                .map(node -> Map.entry(node.getKey(), NodeCapabilities.check(node.getValue())))
                .filter(node -> !node.getValue().complete())
                .toList();
        var why = lacks.stream()
                .map(node -> node.getKey() + ": " + node.getValue().lacks())
                .collect(Collectors.joining("; "));
        if (lacks.size() == config.nodes().size()) {
            return new Attachment.NotAttached(why);
        }
        producer = NodeProducer.start(config, kafka, context.metrics());
        var nodes = String.join(", ", config.nodes().keySet());
        return new Attachment.Attached(lacks.isEmpty() ? nodes : nodes + " (not watched: " + why + ")");
    }

    @Override
    public Status health() {
        return producer == null ? Status.bad("not started") : producer.health();
    }

    @Override
    public Optional<String> ended() {
        return producer == null ? Optional.empty() : producer.failure().map(Throwable::toString);
    }

    @Override
    public Status ready() {
        return producer == null ? Status.bad("not started") : producer.ready();
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
