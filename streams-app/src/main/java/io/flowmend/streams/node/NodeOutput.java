/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.detector.Finding;

/** Takes what rules of a node tell. */
public interface NodeOutput {

    void found(Finding finding);

    void late(LateEndpoint endpoint);

    void measured(Latency latency);
}
