/* Licensed under Apache-2.0. */
package io.flowmend.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import com.sun.net.httpserver.HttpServer;
import io.flowmend.schemas.Serdes;
import io.flowmend.schemas.cluster.PodRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Confluent's client makes of a registry's answers. */
class ReadFailureTest {

    private static final byte[] UNKNOWN_SCHEMA = {0, 0, 0, 0, 7, 1, 2, 3};

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 501, 502, 503, 504})
    void aRegistryThatDoesNotAnswerIsAskedAgain(int status) throws Exception {
        assertThat(read(status).isTheRegistrys()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 422})
    void aSchemaThatTheRegistryDoesNotHaveIsTheRecordsFault(int status) throws Exception {
        assertThat(read(status).isTheRegistrys()).isFalse();
    }

    @Test
    void aRegistryThatIsAwayIsAskedAgain() throws Exception {
        var server = server(404);
        server.stop(0);
        assertThat(read(server).isTheRegistrys()).isTrue();
    }

    @Test
    void theReasonNamesWhatWasThrownIfThatHasNoWords() {
        assertThat(new ReadFailure(new java.nio.BufferUnderflowException()).reason())
                .isEqualTo("BufferUnderflowException");
    }

    private static ReadFailure read(int status) throws IOException {
        var server = server(status);
        try {
            return read(server);
        } finally {
            server.stop(0);
        }
    }

    private static ReadFailure read(HttpServer server) {
        var registry = Map.of(
                "schema.registry.url", "http://127.0.0.1:" + server.getAddress().getPort(), "max.retries", "0");
        try (var values = Serdes.deserializer(registry, PodRecord.class)) {
            return new ReadFailure(catchRuntimeException(() -> values.deserialize("pods", UNKNOWN_SCHEMA)));
        }
    }

    private static HttpServer server(int status) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
