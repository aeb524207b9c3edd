/* Licensed under Apache-2.0. */
package io.flowmend.lab.process;

/** What has to be done to the end by a thread that was asked to stop: programs that undo are waited for. */
public final class Undisturbed {

    /** The thread is asked again afterwards. */
    public static void run(Runnable undo) {
        var asked = Thread.interrupted();
        try {
            undo.run();
        } finally {
            if (asked) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Undisturbed() {}
}
