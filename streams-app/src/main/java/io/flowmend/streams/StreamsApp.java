/* Licensed under Apache-2.0. */
package io.flowmend.streams;

import io.flowmend.common.observe.Status;
import io.flowmend.streams.config.AppConfig;
import io.flowmend.streams.detector.Facts;
import io.flowmend.streams.observe.StreamsMetrics;
import io.flowmend.streams.topology.Partitions;
import io.flowmend.streams.topology.PipelineTopology;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topology, running. Its threads are Kafka Streams' own; start and close belong to the caller's thread. */
public final class StreamsApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final Optional<StateOnDisk> state;
    private final KafkaStreamsMetrics clientMetrics;
    private final CountDownLatch ended = new CountDownLatch(1);

    private StreamsApp(AppConfig config, MeterRegistry registry, Facts facts) {
        var partitions = Partitions.ask(config.kafka());
        var topology = PipelineTopology.build(config, partitions, new StreamsMetrics(registry), facts);
        var properties = new Properties();
        properties.putAll(config.streamsProperties());
        streams = new KafkaStreams(topology, properties); // holds the folder of its state on disk from here on
        state = switch (config.stateStore()) {
            case ROCKSDB -> Optional.of(new StateOnDisk(config.stateDirectory().resolve(config.applicationId())));
            case MEMORY -> Optional.empty();
        };
        clientMetrics = new KafkaStreamsMetrics(streams);
        clientMetrics.bindTo(registry);
        streams.setUncaughtExceptionHandler(failure -> {
            // The world or we are at fault: the state is safe in the last transaction, the owner restarts the process.
            LOG.atError().setCause(failure).log("topology failed");
            ended.countDown();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.countDown();
            }
        });
    }

    /** @throws io.flowmend.common.cli.StartupFailure if the broker is out of reach, refuses us or lacks a topic */
    public static StreamsApp start(AppConfig config, MeterRegistry registry) {
        return start(config, registry, Facts.NOBODY_ASKS);
    }

    /** @param facts told of what the rules judge harmless, from any thread of the topology */
    public static StreamsApp start(AppConfig config, MeterRegistry registry, Facts facts) {
        var app = new StreamsApp(config, registry, facts);
        app.start();
        return app;
    }

    private void start() {
        try {
            state.ifPresent(StateOnDisk::open);
            streams.start();
        } catch (RuntimeException failed) {
            stop(); // what is on disk stays marked
            throw failed;
        }
    }

    /** True until a thread died or the client stopped. */
    public Status health() {
        var state = streams.state();
        return switch (state) {
            case CREATED, REBALANCING, RUNNING -> Status.good("topology is " + state);
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Status.bad("topology is " + state);
        };
    }

    /** True once every task is assigned and restored. */
    public Status ready() {
        var state = streams.state();
        return state == KafkaStreams.State.RUNNING
                ? Status.good("topology is " + state)
                : Status.bad("topology is " + state);
    }

    /** Blocks until the topology has failed or was closed. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public void close() {
        var whole = health().good();
        if (stop() && whole) {
            state.ifPresent(StreamsApp::closed);
        }
    }

    /** @return true if everything was written and closed in time */
    private boolean stop() {
        clientMetrics.close();
        var stopped = streams.close(CLOSE_PATIENCE);
        ended.countDown();
        return stopped;
    }

    private static void closed(StateOnDisk state) {
        try {
            state.closed();
        } catch (IOException kept) {
            LOG.atWarn().setCause(kept).log("the stores are rebuilt at the next start");
        }
    }
}
