/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.ApiFrame;
import io.flowmend.streams.order.Beat;
import io.flowmend.streams.order.Fact;
import io.flowmend.streams.order.Interval;
import io.flowmend.streams.order.Mark;
import io.flowmend.streams.order.NodeFrame;
import io.flowmend.streams.order.Position;
import java.time.Instant;
import java.util.Optional;

/** A record of one of the simulator's topics. */
sealed interface Message {

    /** What the producers wrote. */
    sealed interface Written extends Message {}

    record NodeFact(Fact fact) implements Written {}

    record Unreadable(String node) implements Written {}

    record NodeBeat(Beat beat) implements Written {}

    record StatusMark(Mark mark) implements Written {}

    record ApiFact(String type, String subject, Position position, String value) implements Written {}

    record ApiMark(String type, int partition, Instant watermark, Optional<Interval> unknown) implements Written {}

    /** What the stages pass on. */
    sealed interface Passed extends Message {}

    record Released(Fact fact) implements Passed {}

    record Late(Fact fact) implements Passed {}

    record Duplicate(Fact fact) implements Passed {}

    record Shared(Position position, byte[] payload) implements Passed {}

    record ApiTold(ApiFrame frame) implements Passed {}

    record NodesTold(NodeFrame frame) implements Passed {}

    record Line(String lane, String subject, String text) implements Passed {}
}
