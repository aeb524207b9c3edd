/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import io.flowmend.streams.StreamsApp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The topology as {@code up} runs it. */
record WholeTopology(BenchSettings settings) implements Contender {

    @Override
    public Running start(String applicationId) {
        var app = StreamsApp.start(settings.of(applicationId), new SimpleMeterRegistry());
        return new Running() {
            @Override
            public boolean ready() {
                return app.ready().good();
            }

            @Override
            public boolean healthy() {
                return app.health().good();
            }

            @Override
            public void close() {
                app.close();
            }
        };
    }
}
