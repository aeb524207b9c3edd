/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

/** How the planner's state is written; the planner itself knows no Avro. */
public interface PlannerCodec {

    byte[] write(Case open);

    Case open(byte[] bytes);

    byte[] write(Tally tally);

    Tally tally(byte[] bytes);
}
