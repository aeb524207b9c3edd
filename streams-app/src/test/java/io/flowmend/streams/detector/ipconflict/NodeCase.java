/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ipconflict;

import io.flowmend.streams.node.Hns;
import io.flowmend.streams.node.NodeBeat;
import io.flowmend.streams.node.NodeBench;
import io.flowmend.streams.node.NodeFact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** A Windows node with one endpoint that is there all the time. */
abstract class NodeCase {

    static final String IP = "10.0.0.7";
    static final IpConflictConfig CONFIG = new IpConflictConfig(
            Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5));

    final NodeBench bench = new NodeBench(new IpConflictRule(CONFIG), NodeBeat.HNS);

    @BeforeEach
    void anotherEndpointIsThereAllTheTime() {
        bench.version("kube-proxy", "v1.31.8").saw(here("other", false, "10.0.0.99", 0.5));
    }

    NodeFact here(String id, boolean remote, String ip, double at) {
        var hns = new Hns(id, id, "net", "L2Bridge", remote, remote ? 1 : 3, Optional.empty(), List.of(ip));
        return new NodeFact.HnsHere(hns, bench.ref(at));
    }

    NodeFact gone(String id, double at) {
        return new NodeFact.HnsGone(id, bench.ref(at));
    }
}
