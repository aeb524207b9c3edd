/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import static io.flowmend.lab.world.World.POD_PORT;

import io.flowmend.lab.cases.Stage.Backing;
import io.flowmend.lab.net.ConntrackEntry;
import io.flowmend.lab.net.Transport;
import io.flowmend.lab.net.UdpReceiver;
import io.flowmend.lab.net.UdpReceiver.Answer;
import io.flowmend.lab.net.UdpReceiver.Arrivals;
import io.flowmend.lab.net.UdpSender;
import io.flowmend.lab.process.Waiting;
import io.flowmend.lab.world.Dataplane;
import io.flowmend.lab.world.Flow;
import io.flowmend.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The un-NATed entry (design, section 9): a client begins to send while the service is deleted. When the service is back, the
 * entry made in between keeps its packets from the pod. Nobody has to delete an entry to bring this about.
 */
public final class Unnated implements Case {

    private static final int SERVICE_PORT = 162;
    /** Two reads of the entry, 2 s apart, prove its use. */
    private static final Duration AWAY = Duration.ofMillis(3200);
    /** What real proxies take to follow the API: the rule comes this much later at most. */
    private static final int RULE_LAG_MILLIS = 1000;

    @Override
    public String name() {
        return "unnated";
    }

    @Override
    public Dataplane.Kind usualDataplane() {
        return Dataplane.Kind.NFT;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Duration patienceOff() {
        return Duration.ofSeconds(10);
    }

    /** At kube-proxy's next sync, about a second later (field guide, section 5A.6). */
    @Override
    public boolean mendedBy(Dataplane.Kind dataplane) {
        return dataplane == Dataplane.Kind.KUBE_PROXY;
    }

    @Override
    public Breakage breakFlow(World world) {
        return Run.begin(Stage.external(world, name(), Transport.UDP, SERVICE_PORT, POD_PORT), world);
    }

    private record Run(Stage stage, UdpReceiver receiver, UdpSender sender, Instant cause) implements Breakage {

        static Run begin(Stage stage, World world) {
            return Watching.orUndone(stage, () -> {
                var pod = stage.pod(0);
                var receiver = pod.pod().receive(POD_PORT, Answer.SILENCE);
                serveSomebody(stage, pod, receiver);
                world.services().delete(stage.shape());
                world.dataplane().forget(stage.service(), pod.socket());
                var sender = stage.send(stage.clientPort());
                Watching.expect("an un-NATed entry towards " + stage.service(), () -> unnated(stage, world));
                Waiting.pass(AWAY);
                if (!unnated(stage, world) || receiver.receivedFrom(sender) > 0) {
                    throw new BadSetup("the entry of " + stage.flow() + " went while the service was away");
                }
                return new Run(stage, receiver, sender, restore(stage, world, pod));
            });
        }

        private static void serveSomebody(Stage stage, Backing pod, UdpReceiver receiver) {
            stage.serve(pod);
            try (var first = stage.send(stage.clientPort() + 1)) {
                Watching.expect("the pod receives through " + stage.service(), () -> receiver.receivedFrom(first) > 0);
            }
        }

        private static boolean unnated(Stage stage, World world) {
            return world.node()
                    .conntrack()
                    .towards(stage.service(), stage.clientPort())
                    .filter(ConntrackEntry::unNated)
                    .isPresent();
        }

        /** The rule comes when it comes; a mender must not act before. */
        private static Instant restore(Stage stage, World world, Backing pod) {
            world.services().createServed(stage.shape(), pod.ready());
            if (world.dataplane() instanceof Dataplane.Nft) {
                Waiting.pass(Duration.ofMillis(ThreadLocalRandom.current().nextInt(RULE_LAG_MILLIS + 1)));
            }
            world.dataplane().translate(stage.service(), pod.socket());
            return Instant.now();
        }

        @Override
        public List<Flow> flows() {
            return List.of(stage.flow());
        }

        @Override
        public Mend await(Duration atMost) {
            var left = Duration.between(Instant.now(), cause.plus(atMost));
            if (!Waiting.holdsWithin(left, () -> receiver.receivedFrom(sender) > 0)) {
                return new Mend.Broken("the pod receives nothing, " + sender.sent() + " datagrams were sent");
            }
            var first = receiver.arrivalsFrom(sender).map(Arrivals::first);
            return new Mend.Mended(first.orElseThrow(), "the pod receives");
        }

        @Override
        public void close() {
            stage.close();
        }
    }
}
