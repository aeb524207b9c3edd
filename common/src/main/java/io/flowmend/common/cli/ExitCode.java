/* Licensed under Apache-2.0. */
package io.flowmend.common.cli;

/** Exit codes of every command, for scripts. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** Ran, and what it was to show does not hold, or it broke while running. */
    FAILED(1),
    /** Wrong arguments or settings: the line says which. */
    USAGE(2),
    /** What was asked for does not exist. */
    NOT_FOUND(3),
    /** Broker, registry, port or right that it needs is not to be had. */
    UNAVAILABLE(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
