/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Sources} says of the diagram, against the diagram: whom it left out a replay would not wait for. */
class SourcesTest {

    private static final Set<String> STAGES = Set.of(
            Names.REKEY,
            Names.SERVICES,
            Names.PODS,
            Names.INTAKE,
            Names.CLUSTER_NODES,
            Names.ADDRESS,
            Names.OWNERS,
            Names.NODE,
            Names.CAUSES,
            Names.PROPAGATION,
            Names.PROPAGATION_SUMS,
            Names.INBOX,
            Names.PLANNER,
            Names.VALIDATE);

    @TempDir
    Path state;

    @Test
    void everyStageAwaitsWhatItReads() throws Exception {
        try (var pipeline = new PipelineDriver(UUID.randomUUID().toString(), state, Map.of("streams.replay", "true"))) {
            var diagram = pipeline.topology().describe();
            assertThat(nodes(diagram).map(Node::name).filter(STAGES::contains)).hasSameElementsAs(STAGES);
            assertThat(STAGES).allSatisfy(stage -> {
                var awaited = Sources.of(stage);
                var said = Stream.concat(
                        awaited.topics().stream().map(topic -> "flowmend." + topic.suffix()),
                        awaited.stages().stream());
                assertThat(read(diagram, stage)).isEqualTo(said.collect(Collectors.toSet()));
            });
        }
    }

    /** Input topics and stages before this one. */
    private static Set<String> read(TopologyDescription diagram, String stage) {
        var node = nodes(diagram)
                .filter(each -> each.name().equals(stage))
                .findFirst()
                .orElseThrow();
        return before(node).stream()
                .map(Source.class::cast)
                .flatMap(source -> source.topicSet().stream())
                .flatMap(topic -> topic.endsWith("-repartition") ? writers(diagram, topic) : Stream.of(topic))
                .collect(Collectors.toSet());
    }

    private static Stream<String> writers(TopologyDescription diagram, String topic) {
        return nodes(diagram)
                .filter(node -> node instanceof Sink sink && topic.equals(sink.topic()))
                .flatMap(sink -> before(sink).stream())
                .map(Node::name);
    }

    /** The nearest stages or sources upstream. */
    private static Set<Node> before(Node node) {
        var found = new HashSet<Node>();
        for (var predecessor : node.predecessors()) {
            if (predecessor instanceof Source || STAGES.contains(predecessor.name())) {
                found.add(predecessor);
            } else {
                found.addAll(before(predecessor));
            }
        }
        return found;
    }

    private static Stream<Node> nodes(TopologyDescription diagram) {
        return diagram.subtopologies().stream().flatMap(part -> part.nodes().stream());
    }
}
