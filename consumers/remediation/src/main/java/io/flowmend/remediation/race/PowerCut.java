/* Licensed under Apache-2.0. */
package io.flowmend.remediation.race;

/** The simulated process ends here, in the middle of whatever it does. */
final class PowerCut extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
