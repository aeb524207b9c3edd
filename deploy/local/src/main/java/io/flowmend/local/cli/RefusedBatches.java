/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;

/**
 * Keeps from the terminal what the broker says of batches that came before the first one of their transaction: it refuses them,
 * and their producer sends them again (KAFKA-14920). Each start has some. The log file has them all.
 */
public final class RefusedBatches extends Filter<ILoggingEvent> {

    private static final String BROKER = "kafka.server.ReplicaManager";
    private static final String REFUSED = OutOfOrderSequenceException.class.getName();

    @Override
    public FilterReply decide(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return event.getLoggerName().equals(BROKER)
                        && thrown != null
                        && thrown.getClassName().equals(REFUSED)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
