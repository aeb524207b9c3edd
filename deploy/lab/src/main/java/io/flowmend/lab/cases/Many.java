/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import static io.flowmend.lab.world.World.POD_PORT;

import io.flowmend.lab.net.Transport;
import io.flowmend.lab.net.UdpReceiver.Answer;
import io.flowmend.lab.net.UdpSender.Pace;
import io.flowmend.lab.process.Waiting;
import io.flowmend.lab.world.Dataplane;
import io.flowmend.lab.world.Flow;
import io.flowmend.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Two thousand senders to the only backend of one service, which ends: one fault, however many flows it has. */
public final class Many implements Case {

    private static final int SERVICE_PORT = 514;
    private static final int FLOWS = 2_000;
    private static final int FIRST_PORT = 40_000;
    private static final Duration SILENCE = Duration.ofSeconds(3);
    /** Each often enough to keep its entry, all together no more than two cores bear. */
    private static final Pace SLOW = Pace.perSecond(1);

    @Override
    public String name() {
        return "many";
    }

    @Override
    public Dataplane.Kind usualDataplane() {
        return Dataplane.Kind.KUBE_PROXY;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Duration patienceOff() {
        return Duration.ofSeconds(40);
    }

    /** The planner's bounds stay as they are: what one fault asks for must fit into them. */
    @Override
    public boolean breaksManyServices() {
        return false;
    }

    @Override
    public Breakage breakFlow(World world) {
        return Run.begin(Stage.internal(world, name(), Transport.UDP, SERVICE_PORT, POD_PORT), world);
    }

    private record Run(Stage stage, World world, IntPredicate ports, Instant cause) implements Breakage {

        static Run begin(Stage stage, World world) {
            return Watching.orUndone(stage, () -> {
                IntPredicate ports = port -> port >= FIRST_PORT && port < FIRST_PORT + FLOWS;
                var pod = stage.pod(0);
                var receiver = pod.pod().receive(POD_PORT, Answer.SILENCE);
                stage.serve(pod);
                for (var port = FIRST_PORT; port < FIRST_PORT + FLOWS; port++) {
                    stage.kept(world.node().send(port, stage.service(), SLOW));
                }
                Watching.expect("all senders are heard", () -> receiver.heard(ports) == FLOWS);
                var cause = stage.end(pod);
                world.services().serve(stage.shape());
                world.dataplane().forget(stage.service(), pod.socket());
                Watching.expect(
                        "all send on to the old address", () -> world.lost().heard(ports) == FLOWS);
                return new Run(stage, world, ports, cause);
            });
        }

        @Override
        public List<Flow> flows() {
            return IntStream.range(FIRST_PORT, FIRST_PORT + FLOWS)
                    .mapToObj(port -> world.flow(port, stage.service()))
                    .toList();
        }

        @Override
        public Mend await(Duration atMost) {
            var left = Duration.between(Instant.now(), cause.plus(atMost).plus(SILENCE));
            var silent = Waiting.holdsWithin(
                    left, () -> Duration.between(last(), Instant.now()).compareTo(SILENCE) >= 0);
            return silent
                    ? new Mend.Mended(last(), "the old address hears nothing more of " + FLOWS + " senders")
                    : new Mend.Broken("the old address still hears some of " + FLOWS + " senders");
        }

        private Instant last() {
            return world.lost().lastOf(ports).orElseThrow();
        }

        @Override
        public void close() {
            stage.close();
        }
    }
}
