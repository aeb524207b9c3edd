/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.schemas.Topic;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.schemas.origin.NodeOrigin;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Something that a producer sees, and tells unless it loses it. Times are seconds since the world began. */
sealed interface Told {

    double at();

    /** @param record by its origin, which the order of all that is told decides */
    record ByApi(
            double at, Topic topic, String type, String uid, String key, Function<ApiOrigin, SpecificRecord> record)
            implements Told {}

    record ByNode(double at, Topic topic, Agent agent, String source, Function<NodeOrigin, SpecificRecord> record)
            implements Told {}

    /**
     * The node's service proxy has programmed all slices as they were up to then.
     *
     * @param upTo seconds since the world began
     * @param held but not those that changed at these times
     */
    record Acknowledged(double at, Agent agent, double upTo, List<Double> held) implements Told {}

    /** So many are lost whose content nobody knows. */
    record Lost(double at, Agent agent, String source, int count) implements Told {}
}
