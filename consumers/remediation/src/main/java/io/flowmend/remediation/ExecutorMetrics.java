/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import io.flowmend.remediation.course.Account;
import io.flowmend.remediation.course.Report;
import io.flowmend.remediation.course.Status;
import io.flowmend.remediation.order.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Every number that the executor shows. */
public final class ExecutorMetrics implements Account {

    static final String COMMANDS = "flowmend.executor.commands";
    static final String REFUSALS = "flowmend.executor.refusals";
    static final String UNREADABLE = "flowmend.executor.commands.unreadable";
    static final String LATENCY = "flowmend.executor.act.latency";
    static final String OFF = "flowmend.executor.off";
    static final String BEHIND = "flowmend.executor.clock.behind";

    private final MeterRegistry registry;
    private final Timer latency;
    private final Counter unreadable;

    public ExecutorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.latency = Timer.builder(LATENCY)
                .description("From the moment a command was readable to its first act; waiting for a rule included.")
                .register(registry);
        this.unreadable = Counter.builder(UNREADABLE)
                .description("Commands that could not be decoded.")
                .register(registry);
    }

    @Override
    public void refused(Refusal refusal) {
        Counter.builder(REFUSALS)
                .description("Commands and targets that were not acted on, by class of the reason.")
                .tag("reason", refusal.kind())
                .register(registry)
                .increment();
    }

    @Override
    public void ended(Report report) {
        ended(report.status());
        report.actedAt()
                .flatMap(acted -> report.receivedAt().map(received -> Duration.between(received, acted)))
                .ifPresent(latency::record);
    }

    /** A command came to this end. */
    public void ended(Status status) {
        Counter.builder(COMMANDS)
                .description("Commands that came to an end, by how.")
                .tag("status", status.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    public void unreadable() {
        unreadable.increment();
    }

    /** What is looked at when somebody looks. */
    public void watch(BooleanSupplier off, Supplier<Duration> behind) {
        Gauge.builder(OFF, off, switched -> switched.getAsBoolean() ? 1 : 0)
                .description("1 while this node's off switch is set.")
                .strongReference(true)
                .register(registry);
        Gauge.builder(BEHIND, behind, gap -> gap.get().toMillis() / 1000.0)
                .description("How far the wall clock is behind time that has surely passed.")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }
}
