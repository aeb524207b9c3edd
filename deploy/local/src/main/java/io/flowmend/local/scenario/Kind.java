/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

/** One kind of event: what a line means that has a field of its name. */
public interface Kind {

    /** Where it happens. */
    enum Place {
        CLUSTER,
        /** The line names a node, which from the beginning sends heartbeats. */
        NODE
    }

    /** Field that names it. */
    String name();

    Place place();

    /** Reads the fields and writes the records; what it does not ask for is not allowed. */
    void happen(Line line, World world);
}
