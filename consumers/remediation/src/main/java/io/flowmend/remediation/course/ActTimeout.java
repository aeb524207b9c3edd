/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import java.time.Duration;

/** The kernel did not answer an order in time; whether it was carried out is not known. */
public final class ActTimeout extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ActTimeout(Duration limit) {
        super("the kernel did not answer within " + limit.toMillis() + " ms; whether it acted is not known");
    }
}
