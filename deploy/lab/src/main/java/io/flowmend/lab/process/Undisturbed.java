/* Licensed under Apache-2.0. */
package io.flowmend.lab.process;

import java.util.ArrayList;

/** What has to be done to the end by a thread that was asked to stop: programs that undo are waited for. */
public final class Undisturbed {

    /**
     * Closes all of these in their order, the rest also when one fails. The thread is asked to stop again afterwards.
     *
     * @throws IllegalStateException that holds all failures
     */
    public static void close(Iterable<? extends AutoCloseable> parts) {
        var asked = Thread.interrupted();
        var failures = new ArrayList<Exception>();
        for (var part : parts) {
            try {
                part.close();
            } catch (Exception failure) {
                failures.add(failure);
            }
        }
        if (asked) {
            Thread.currentThread().interrupt();
        }
        if (!failures.isEmpty()) {
            var all = new IllegalStateException("not all could be undone: " + failures, failures.removeFirst());
            failures.forEach(all::addSuppressed);
            throw all;
        }
    }

    private Undisturbed() {}
}
