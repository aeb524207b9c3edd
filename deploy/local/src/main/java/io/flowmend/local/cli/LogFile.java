/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the log of this process to a file too, once it is known where; the terminal keeps warnings only. */
public final class LogFile {

    public static Path attach(Path folder) {
        var file = folder.resolve("flowmend.log");
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            var encoder = new PatternLayoutEncoder();
            encoder.setContext(context);
            encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{24} %msg %kvp%n%ex");
            encoder.start();
            var appender = new FileAppender<ILoggingEvent>();
            appender.setContext(context);
            appender.setName("FILE");
            appender.setFile(file.toString());
            appender.setAppend(true);
            appender.setEncoder(encoder);
            appender.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        }
        return file;
    }

    private LogFile() {}
}
