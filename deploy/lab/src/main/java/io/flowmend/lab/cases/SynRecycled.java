/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import io.flowmend.lab.cases.Stage.Backing;
import io.flowmend.lab.net.TcpClient;
import io.flowmend.lab.net.Transport;
import io.flowmend.lab.process.Waiting;
import io.flowmend.lab.world.Flow;
import io.flowmend.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A call that began when its backend was dead already (field guide, section 5C, {@code syn-entry}). The service has another
 * backend since and the address another owner, but every repeated SYN follows the first. The new owner's network comes up
 * late; from then on the call would succeed, at the wrong end.
 */
public final class SynRecycled implements GhostCase {

    private static final int SERVICE_PORT = 80;
    private static final int POD_PORT = 8080;
    /** From the cause on; by then a mender has had its chance. */
    private static final Duration STRANGER_COMES_UP = Duration.ofSeconds(12);

    private static final String RIGHT = "right";
    private static final String STRANGER = "stranger";

    @Override
    public String name() {
        return "syn-recycled";
    }

    @Override
    public Breakage breakFlow(World world) {
        return Run.begin(Stage.internal(world, name(), Transport.TCP, SERVICE_PORT, POD_PORT), world);
    }

    private record Run(Stage stage, World world, Backing gone, TcpClient client, Instant cause) implements Breakage {

        static Run begin(Stage stage, World world) {
            return Watching.orUndone(stage, () -> {
                var dead = stage.pod(0);
                stage.serve(dead);
                dead.pod().unplug();
                var client = stage.kept(world.node().call(stage.clientPort(), stage.service()));
                Watching.expect("an unanswered SYN entry of " + stage.flow(), () -> follows(stage, world, dead));
                var right = stage.pod(1);
                right.pod().serve(POD_PORT, RIGHT);
                var cause = stage.end(dead);
                world.services().serve(stage.shape(), right.ready());
                world.dataplane().move(stage.service(), dead.socket(), right.socket());
                stage.appear(dead.pod().address(), STRANGER);
                if (!follows(stage, world, dead)) {
                    throw new BadSetup("the entry of " + stage.flow() + " did not stay");
                }
                return new Run(stage, world, dead, client, cause);
            });
        }

        private static boolean follows(Stage stage, World world, Backing dead) {
            return world.node()
                    .conntrack()
                    .towards(stage.service(), stage.clientPort())
                    .filter(entry -> entry.unreplied() && entry.reply().source().equals(dead.socket()))
                    .isPresent();
        }

        @Override
        public List<Flow> flows() {
            return List.of(stage.flow());
        }

        @Override
        public Mend await(Duration atMost) {
            if (!Waiting.holdsWithin(left(STRANGER_COMES_UP), this::decided)) {
                var stranger = world.node().addPod(gone.pod().address());
                stage.undo(stranger::close);
                stranger.serve(POD_PORT, STRANGER);
                Waiting.holdsWithin(left(atMost), this::decided);
            }
            return client.greeted()
                    .<Mend>map(greeted -> greeted.by().equals(RIGHT)
                            ? new Mend.Mended(greeted.at(), "the right end answers")
                            : new Mend.Broken("the stranger answers, "
                                    + Duration.between(cause, greeted.at()).toMillis() + " ms after"))
                    .or(() -> client.ended().map(ended -> new Mend.Mended(ended.at(), ended.error())))
                    .orElseGet(() -> new Mend.Broken("the call still waits"));
        }

        private boolean decided() {
            return client.greeted().isPresent() || client.ended().isPresent();
        }

        private Duration left(Duration sinceCause) {
            return Duration.between(Instant.now(), cause.plus(sinceCause));
        }

        @Override
        public void close() {
            stage.close();
        }
    }
}
