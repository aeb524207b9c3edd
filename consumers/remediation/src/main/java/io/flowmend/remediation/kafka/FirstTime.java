/* Licensed under Apache-2.0. */
package io.flowmend.remediation.kafka;

import io.flowmend.common.observe.LogKeys;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does before the start what is slow the first time: the registry is asked for a schema once, and not while a command waits. */
final class FirstTime {

    private static final Logger LOG = LoggerFactory.getLogger(FirstTime.class);

    /** A registry that is away makes the first command slow, and nothing worse. */
    static void of(Runnable work) {
        try {
            work.run();
        } catch (KafkaException away) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.REASON, away.getMessage())
                    .log("The registry does not answer yet; the first command will wait for it");
        }
    }

    private FirstTime() {}
}
