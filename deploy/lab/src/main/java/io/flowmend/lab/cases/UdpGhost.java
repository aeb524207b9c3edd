/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import static io.flowmend.lab.world.World.POD_PORT;

import io.flowmend.lab.cases.Stage.Backing;
import io.flowmend.lab.net.Transport;
import io.flowmend.lab.net.UdpReceiver;
import io.flowmend.lab.net.UdpReceiver.Answer;
import io.flowmend.lab.net.UdpReceiver.Arrivals;
import io.flowmend.lab.net.UdpSender;
import io.flowmend.lab.process.Waiting;
import io.flowmend.lab.world.Flow;
import io.flowmend.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A sender that goes on after the only backend has ended (field guide, section 5C, {@code udp-entry}): its entry stays, and its
 * packets go to the old address.
 */
public final class UdpGhost implements GhostCase {

    /** What else happens. */
    public enum Form {
        /** The service stays and has no backend. */
        EMPTIED("udp-emptied"),
        /** The service goes too. */
        DELETED("udp-deleted"),
        /** The service stays, and a pod of another application gets the address at once. */
        MISDELIVERY("udp-misdelivery");

        private final String text;

        Form(String text) {
            this.text = text;
        }
    }

    private static final int SERVICE_PORT = 514;
    /** That long the old address must hear nothing before the flow counts as mended. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final Form form;

    public UdpGhost(Form form) {
        this.form = form;
    }

    @Override
    public String name() {
        return form.text;
    }

    @Override
    public Duration patienceOff() {
        return Duration.ofSeconds(40);
    }

    @Override
    public Breakage breakFlow(World world) {
        return Run.begin(Stage.internal(world, name(), Transport.UDP, SERVICE_PORT, POD_PORT), world, form);
    }

    /**
     * One of them.
     *
     * @param old who hears what is sent to the old address
     */
    private record Run(Stage stage, UdpSender sender, UdpReceiver old, Instant cause) implements Breakage {

        static Run begin(Stage stage, World world, Form form) {
            return Watching.orUndone(stage, () -> {
                var pod = stage.pod(0);
                var receiver = pod.pod().receive(POD_PORT, Answer.SILENCE);
                stage.serve(pod);
                var sender = stage.send(stage.clientPort());
                Watching.expect("the pod receives through " + stage.service(), () -> receiver.receivedFrom(sender) > 0);
                var cause = stage.end(pod);
                var old = form == Form.MISDELIVERY ? stranger(stage, pod) : world.lost();
                if (form == Form.DELETED) {
                    world.services().delete(stage.shape());
                } else {
                    world.services().serve(stage.shape());
                }
                world.dataplane().forget(stage.service(), pod.socket());
                var run = new Run(stage, sender, old, cause);
                run.proveThatItGoesOn();
                return run;
            });
        }

        private static UdpReceiver stranger(Stage stage, Backing gone) {
            return stage.pod(gone.pod().address(), "stranger").pod().receive(POD_PORT, Answer.SILENCE);
        }

        /** Also after the proxy has done what it does. */
        private void proveThatItGoesOn() {
            var before = old.receivedFrom(sender);
            Watching.expect(
                    "packets to " + stage.service() + " at the old address", () -> old.receivedFrom(sender) > before);
        }

        @Override
        public List<Flow> flows() {
            return List.of(stage.flow());
        }

        @Override
        public Mend await(Duration atMost) {
            var left = Duration.between(Instant.now(), cause.plus(atMost).plus(SILENCE));
            if (!Waiting.holdsWithin(left, () -> sinceLast().compareTo(SILENCE) >= 0)) {
                return new Mend.Broken("the old address has received " + old.receivedFrom(sender) + " datagrams of "
                        + sender.sent() + ", the last " + sinceLast().toMillis() + " ms ago");
            }
            return new Mend.Mended(last(), "the old address hears nothing more");
        }

        private Duration sinceLast() {
            return Duration.between(last(), Instant.now());
        }

        private Instant last() {
            return old.arrivalsFrom(sender).map(Arrivals::last).orElseThrow();
        }

        @Override
        public void close() {
            stage.close();
        }
    }
}
