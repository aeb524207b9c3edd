/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.common.net.LoopbackPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What a broker of one node is started with.
 *
 * @param folder its data; formatted at the first start
 * @param port 0 takes a free one
 * @param secure a further listener on a free port
 */
public record BrokerSettings(Path folder, int port, Optional<SecureListener> secure) {

    static final String CONTROLLER = "CONTROLLER";
    static final String PLAIN = "PLAINTEXT";
    static final int NODE = 1;

    public static BrokerSettings of(Path folder, int port) {
        return new BrokerSettings(folder, port, Optional.empty());
    }

    Properties properties(int port, int securePort, int controllerPort) {
        var p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", Integer.toString(NODE));
        p.put("log.dirs", folder.toString());
        p.put("controller.listener.names", CONTROLLER);
        p.put("controller.quorum.voters", NODE + "@" + LoopbackPort.HOST + ":" + controllerPort);
        listeners(p, port, securePort, controllerPort);
        oneNode(p);
        smallMachine(p);
        secure.ifPresent(listener -> listener.addTo(p));
        return p;
    }

    private void listeners(Properties p, int port, int securePort, int controllerPort) {
        var plain = PLAIN + "://" + LoopbackPort.HOST + ":" + port;
        var guarded = SecureListener.NAME + "://" + LoopbackPort.HOST + ":" + securePort;
        var open = secure.isPresent() ? List.of(plain, guarded) : List.of(plain);
        p.put("advertised.listeners", String.join(",", open));
        p.put(
                "listeners",
                String.join(",", open) + "," + CONTROLLER + "://" + LoopbackPort.HOST + ":" + controllerPort);
        p.put("inter.broker.listener.name", PLAIN);
        p.put(
                "listener.security.protocol.map",
                PLAIN + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT," + SecureListener.NAME + ":SASL_SSL");
    }

    /** There is nobody to replicate to, and nobody to wait for. */
    private static void oneNode(Properties p) {
        for (var topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            p.put(topic + ".replication.factor", "1");
            p.put(topic + ".num.partitions", "4");
        }
        p.put("transaction.state.log.min.isr", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("group.initial.rebalance.delay.ms", "0");
        // A misspelt topic is an error; the catalogue creates what there is.
        p.put("auto.create.topics.enable", "false");
        // After a kill -9 the controller lets the new life in only when the session of the old one is over.
        p.put("broker.session.timeout.ms", "3000");
        p.put("broker.heartbeat.interval.ms", "500");
    }

    /** The defaults are for a server: the cleaner alone would take 128 MB of heap. */
    private static void smallMachine(Properties p) {
        p.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("background.threads", "2");
        p.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        p.put("num.recovery.threads.per.data.dir", "2");
    }
}
