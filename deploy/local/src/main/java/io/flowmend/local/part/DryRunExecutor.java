/* Licensed under Apache-2.0. */
package io.flowmend.local.part;

import io.flowmend.common.config.Settings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.common.observe.Status;
import io.flowmend.remediation.Executor;
import io.flowmend.remediation.config.ExecutorConfig;
import io.flowmend.remediation.node.Hands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The whole executor over a node that is not this machine: everything but the act. Only for what is played. */
public final class DryRunExecutor implements Part {

    private final String cluster;
    private final String node;
    private final Hands hands;
    private @Nullable Executor executor;

    public DryRunExecutor(String cluster, String node, Hands hands) {
        this.cluster = cluster;
        this.node = node;
        this.hands = hands;
    }

    @Override
    public String name() {
        return "executor in dry-run";
    }

    @Override
    public List<String> prefixes() {
        return List.of("executor.");
    }

    @Override
    public Attachment attach(PartContext context) {
        var values = new HashMap<>(context.settings());
        values.put("cluster", cluster);
        values.putAll(Map.of(
                "executor.mode",
                "dry-run",
                "executor.node",
                node,
                "executor.keys.dir",
                PlatformKeys.folder(context.state()).path().toString(),
                "executor.state.dir",
                context.state().resolve("executor").toString(),
                "executor.off.file",
                context.state().resolve("executor.off").toString()));
        var settings = Settings.of(values);
        var config = ExecutorConfig.from(settings);
        var kafka = KafkaSettings.from(settings);
        settings.done();
        executor = Executor.start(config, kafka, context.metrics(), _ -> hands);
        return new Attachment.Attached("node " + node + " of the scenario");
    }

    @Override
    public Status health() {
        return executor == null ? Status.bad("not started") : executor.health();
    }

    @Override
    public Optional<String> ended() {
        return executor == null ? Optional.empty() : executor.failure().map(Throwable::toString);
    }

    @Override
    public Status ready() {
        return executor == null ? Status.bad("not started") : executor.ready();
    }

    @Override
    public void close() {
        if (executor != null) {
            executor.close();
        }
    }
}
