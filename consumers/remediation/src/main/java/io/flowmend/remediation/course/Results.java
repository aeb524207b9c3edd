/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import io.flowmend.remediation.order.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The results topic. */
public interface Results {

    /** Sends and waits for the acknowledgement; a reason if there is none in time. */
    Optional<Refusal> acknowledged(Report report, Duration atMost);

    /** Sends in the background; what the broker does not take is tried again by the client and then given up on. */
    void send(Report report);

    /** Commands whose end the broker has acknowledged since the last call. */
    Set<String> delivered();
}
