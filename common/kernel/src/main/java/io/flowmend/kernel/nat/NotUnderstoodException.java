/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

/** Ends the reading of rules that cannot be concluded from; never leaves the package. */
final class NotUnderstoodException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String why;

    NotUnderstoodException(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    String why() {
        return why;
    }
}
