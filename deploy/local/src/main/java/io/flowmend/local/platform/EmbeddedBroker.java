/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import io.flowmend.common.net.LoopbackPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker and its controller in this process, for a laptop and for tests. */
public final class EmbeddedBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final int port;
    private final int securePort;

    private EmbeddedBroker(KafkaRaftServer server, int port, int securePort) {
        this.server = server;
        this.port = port;
        this.securePort = securePort;
    }

    /** @param port 0 takes a free one */
    public static EmbeddedBroker start(Path folder, int port) {
        return start(BrokerSettings.of(folder, port));
    }

    /**
     * Formats the folder if it is new, starts, and returns when clients are served.
     *
     * @throws io.flowmend.common.cli.StartupFailure if the port is taken
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        try (var port = LoopbackPort.claim(settings.port(), "--port");
                var secure = LoopbackPort.free();
                var controller = LoopbackPort.free()) {
            BrokerFormat.ensure(settings.folder());
            var properties = settings.properties(port.number(), secure.number(), controller.number());
            var server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, port.number(), secure.number());
        }
    }

    public String bootstrap() {
        return LoopbackPort.HOST + ":" + port;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(LoopbackPort.HOST), port);
    }

    /** Of the listener that demands SASL_SSL, if the settings asked for one. */
    public String secureBootstrap() {
        return LoopbackPort.HOST + ":" + securePort;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
