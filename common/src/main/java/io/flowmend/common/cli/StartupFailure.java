/* Licensed under Apache-2.0. */
package io.flowmend.common.cli;

/** The world does not let a process start; the message is the one line that its operator reads. */
public final class StartupFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartupFailure(String message) {
        super(message);
    }
}
