/* Licensed under Apache-2.0. */
package io.flowmend.lab.cases;

/** A run that proves nothing, because what it was to break did not work, or did not break. */
public final class BadSetup extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadSetup(String message) {
        super(message);
    }
}
