/* Licensed under Apache-2.0. */
package io.flowmend.local.part;

import io.flowmend.common.observe.Status;
import java.util.List;
import java.util.Optional;

/** One of the processes that could also run alone, run inside {@code up}. */
public interface Part extends AutoCloseable {

    /** As an operator calls it, e.g. {@code node producer}. */
    String name();

    /** First words of the settings that are its own, e.g. {@code node.}. */
    List<String> prefixes();

    /** Starts it, or says why it cannot be attached here. What is wrong with its settings is thrown. */
    Attachment attach(PartContext context);

    /** Whether it makes progress; asked only after it was attached. */
    Status health();

    /** What ended it for good, once something has; asked only after it was attached. */
    Optional<String> ended();

    /** Whether it can be relied on; asked only after it was attached. */
    Status ready();

    /** Stops it in good order; also called if it was never attached. */
    @Override
    void close();
}
