/* Licensed under Apache-2.0. */
package io.flowmend.remediation.journal;

import java.io.IOException;

/** Where a journal is kept: a file, or memory that outlives a simulated process. */
public interface Medium {

    /** Everything that is there; empty at the first start. */
    String read() throws IOException;

    /** Adds a line, which ends with a line feed; durable when this returns. */
    void append(String line) throws IOException;

    /** Replaces everything, whole or not at all. */
    void replace(String all) throws IOException;
}
