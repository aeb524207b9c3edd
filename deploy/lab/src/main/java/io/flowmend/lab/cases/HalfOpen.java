/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import io.flowmend.lab.net.TcpClient;
import io.flowmend.lab.net.Transport;
import io.flowmend.lab.process.Waiting;
import io.flowmend.lab.world.Flow;
import io.flowmend.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A client in the middle of a conversation whose pod loses its network before it can say goodbye (field guide, section 5C,
 * {@code half-open}): the client's kernel repeats itself for up to 15 minutes.
 */
public final class HalfOpen implements GhostCase {

    private static final int SERVICE_PORT = 80;
    private static final int POD_PORT = 8080;

    @Override
    public String name() {
        return "half-open";
    }

    @Override
    public Breakage breakFlow(World world) {
        return Run.begin(Stage.internal(world, name(), Transport.TCP, SERVICE_PORT, POD_PORT), world);
    }

    private record Run(Stage stage, TcpClient client, Instant cause) implements Breakage {

        static Run begin(Stage stage, World world) {
            return Watching.orUndone(stage, () -> {
                var pod = stage.pod(0);
                pod.pod().serve(POD_PORT, "pod");
                stage.serve(pod);
                var client = stage.kept(world.node().call(stage.clientPort(), stage.service()));
                Watching.expect("answers through " + stage.service(), () -> client.answers() > 1);
                var cause = stage.end(pod);
                world.services().serve(stage.shape());
                world.dataplane().forget(stage.service(), pod.socket());
                if (client.ended().isPresent()) {
                    throw new BadSetup("the client of " + stage.service() + " learnt at once: " + client.ended());
                }
                return new Run(stage, client, cause);
            });
        }

        @Override
        public List<Flow> flows() {
            return List.of(stage.flow());
        }

        @Override
        public Mend await(Duration atMost) {
            Waiting.holdsWithin(
                    Duration.between(Instant.now(), cause.plus(atMost)),
                    () -> client.ended().isPresent());
            return client.ended()
                    .<Mend>map(ended -> new Mend.Mended(ended.at(), "the application has its error: " + ended.error()))
                    .orElseGet(() -> new Mend.Broken("the application still waits"));
        }

        @Override
        public void close() {
            stage.close();
        }
    }
}
