/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Objects;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks the terminal as the command line sets it up. */
class RefusedBatchesTest {

    private static final String BROKER = "kafka.server.ReplicaManager";

    private final LoggerContext context = new LoggerContext();
    private Appender<ILoggingEvent> terminal;

    @BeforeEach
    void setUp() throws Exception {
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(
                Objects.requireNonNull(getClass().getClassLoader().getResource("logback-local.xml")));
        terminal = context.getLogger("ROOT").getAppender("TERMINAL");
    }

    private FilterReply reply(String logger, @Nullable Throwable thrown) {
        return terminal.getFilterChainDecision(new LoggingEvent(
                getClass().getName(), context.getLogger(logger), Level.ERROR, "Error processing append", thrown, null));
    }

    @Test
    void aBatchThatIsSentAgainIsNotTold() {
        assertThat(reply(BROKER, new OutOfOrderSequenceException("5 (incoming seq. number)")))
                .isEqualTo(FilterReply.DENY);
    }

    @Test
    void everyOtherErrorIs() {
        assertThat(reply(BROKER, new CorruptRecordException("crc"))).isNotEqualTo(FilterReply.DENY);
        assertThat(reply(BROKER, null)).isNotEqualTo(FilterReply.DENY);
        assertThat(reply("io.flowmend.streams.StreamsApp", new OutOfOrderSequenceException("ours")))
                .isNotEqualTo(FilterReply.DENY);
    }
}
