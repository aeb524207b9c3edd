/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import io.flowmend.lab.net.PinnedSocket;
import io.flowmend.lab.net.Transport;
import io.flowmend.lab.net.UdpReceiver.Answer;
import io.flowmend.lab.process.Waiting;
import io.flowmend.lab.world.Flow;
import io.flowmend.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A UDP socket that is connected to the address of a pod, as load balancing at connect time leaves it, and whose pod ends (field
 * guide, section 5C, {@code pinned-socket}): it asks for ever, and no answer comes. Its client is a pod of its own, as a resolver is:
 * that it hears nothing is read off the datagrams of its network namespace.
 */
public final class Pinned implements GhostCase {

    private static final int SERVICE_PORT = 53;
    private static final int POD_PORT = 1053;

    @Override
    public String name() {
        return "pinned-socket";
    }

    @Override
    public Breakage breakFlow(World world) {
        return Run.begin(Stage.internal(world, name(), Transport.UDP, SERVICE_PORT, POD_PORT), world);
    }

    private record Run(Stage stage, Flow flow, PinnedSocket socket, Instant cause) implements Breakage {

        static Run begin(Stage stage, World world) {
            return Watching.orUndone(stage, () -> {
                var pod = stage.pod(0);
                pod.pod().receive(POD_PORT, Answer.ECHO);
                stage.serve(pod);
                var socket = stage.unnamedPod(1).pin(stage.clientPort(), pod.socket());
                Watching.expect("answers of " + pod.socket(), () -> socket.answers() > 1);
                var cause = stage.end(pod);
                world.services().serve(stage.shape());
                world.dataplane().forget(stage.service(), pod.socket());
                if (socket.ended().isPresent()) {
                    throw new BadSetup("the client of " + pod.socket() + " learnt at once: " + socket.ended());
                }
                return new Run(stage, new Flow(Transport.UDP, socket.source(), pod.socket()), socket, cause);
            });
        }

        @Override
        public List<Flow> flows() {
            return List.of(flow);
        }

        @Override
        public Mend await(Duration atMost) {
            Waiting.holdsWithin(
                    Duration.between(Instant.now(), cause.plus(atMost)),
                    () -> socket.ended().isPresent());
            return socket.ended()
                    .<Mend>map(ended -> new Mend.Mended(ended.at(), "the application has its error: " + ended.error()))
                    .orElseGet(() -> new Mend.Broken("the application still waits"));
        }

        @Override
        public void close() {
            stage.close();
        }
    }
}
