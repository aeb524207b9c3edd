/* Licensed under Apache-2.0. */
package io.flowmend.lab.report;

import java.time.Duration;
import java.util.Optional;

/** Where Flowmend passes by on its way from the cause to the mend. */
enum Milestone {
    DETECTED("detected", "detected"),
    COMMAND_READABLE("command readable", "command"),
    ACTED("acted", "acted");

    private final String text;
    private final String key;

    Milestone(String text, String key) {
        this.text = text;
        this.key = key;
    }

    String text() {
        return text;
    }

    /** In objects. */
    String key() {
        return key;
    }

    /** After the cause; nothing if the run did not come so far. */
    Optional<Long> millis(RunReport run) {
        var course = run.course();
        var at = switch (this) {
            case DETECTED -> course.detected();
            case COMMAND_READABLE -> course.commandReadable();
            case ACTED -> course.acted();
        };
        return at.map(time -> Duration.between(run.cause(), time).toMillis());
    }
}
