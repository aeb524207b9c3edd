/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

import io.flowmend.lab.world.Dataplane;
import java.time.Duration;

/** What the cases share whose flow goes on to an address after its owner: kube-proxy runs, and does not mend it. */
sealed interface GhostCase extends Case permits HalfOpen, Pinned, SynRecycled, UdpGhost {

    @Override
    default Dataplane.Kind usualDataplane() {
        return Dataplane.Kind.KUBE_PROXY;
    }

    @Override
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Override
    default Duration patienceOff() {
        return Duration.ofSeconds(30);
    }

    @Override
    default int atOnce() {
        return 2;
    }
}
