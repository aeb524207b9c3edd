/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import io.flowmend.streams.order.ApiFrame;
import java.util.List;

/** Re-keys one partition of one of the API's topics. */
final class ApiStage extends Stage {

    private final String name;
    private final List<List<Message>> downstream;

    ApiStage(String name, List<List<Message>> downstream) {
        this.name = name;
        this.downstream = downstream;
    }

    @Override
    void open() {}

    @Override
    void take(Message message) {
        switch (message) {
            case Message.ApiFact fact -> write(downstream, fact.subject(), fact);
            case Message.ApiMark mark ->
                multicast(
                        downstream,
                        new Message.ApiTold(new ApiFrame(
                                name, mark.watermark(), mark.unknown().stream().toList())));
            default -> throw new AssertionError("not the API's: " + message);
        }
    }
}
