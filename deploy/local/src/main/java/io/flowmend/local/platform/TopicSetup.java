/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Brings a broker's topics to what the catalogue says. Repeating it changes nothing; a topic that is there keeps its
 * partitions, because more of them would send the keys elsewhere.
 *
 * @param prefix in front of every name
 * @param settings of one topic, from those of the catalogue
 */
public record TopicSetup(String prefix, int partitions, UnaryOperator<Map<String, String>> settings) {

    /** As the catalogue has it. */
    public static TopicSetup live(String prefix, int partitions) {
        return new TopicSetup(prefix, partitions, UnaryOperator.identity());
    }

    /** For a replay: nothing is compacted and nothing expires, whatever the age of the recording. */
    public static TopicSetup keepEverything(String prefix, int partitions) {
        var settings = Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1");
        return new TopicSetup(prefix, partitions, catalogue -> settings);
    }

    /** @return names of the topics that were not there */
    public List<String> apply(Admin admin) throws InterruptedException {
        try {
            var existing = admin.listTopics().names().get();
            var missing = Topics.all().stream()
                    .filter(topic -> !existing.contains(topic.name(prefix)))
                    .toList();
            admin.createTopics(missing.stream().map(this::create).toList())
                    .all()
                    .get();
            adjust(
                    admin,
                    Topics.all().stream()
                            .filter(topic -> existing.contains(topic.name(prefix)))
                            .toList());
            return missing.stream().map(topic -> topic.name(prefix)).toList();
        } catch (ExecutionException refused) {
            throw new IllegalStateException("the broker refused a topic of the catalogue", refused.getCause());
        }
    }

    private NewTopic create(Topic topic) {
        return new NewTopic(topic.name(prefix), Optional.of(partitions), Optional.empty())
                .configs(settings.apply(topic.config()));
    }

    private void adjust(Admin admin, List<Topic> existing) throws ExecutionException, InterruptedException {
        var changes = new HashMap<ConfigResource, java.util.Collection<AlterConfigOp>>();
        for (var topic : existing) {
            var wanted = new ArrayList<AlterConfigOp>();
            settings.apply(topic.config())
                    .forEach((key, value) ->
                            wanted.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
            changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name(prefix)), wanted);
        }
        admin.incrementalAlterConfigs(changes).all().get();
    }
}
