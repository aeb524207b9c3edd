/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.node.StoredCase;
import java.util.Optional;

/**
 * A finding about one endpoint that waits to be seen beside those of other nodes.
 *
 * @param typha that the node's agent hung on, if known
 */
record LateEndpoint(Finding finding, Optional<String> typha) {

    private static final String TYPHA = "typha";

    static LateEndpoint of(StoredCase stored) {
        return new LateEndpoint(stored.finding().orElseThrow(), stored.word(TYPHA));
    }

    StoredCase stored() {
        var stored = StoredCase.EMPTY.finding(finding);
        return typha.map(name -> stored.word(TYPHA, name)).orElse(stored);
    }
}
