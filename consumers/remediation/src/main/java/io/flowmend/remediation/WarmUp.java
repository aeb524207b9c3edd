/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import io.flowmend.common.keys.Ed25519;
import io.flowmend.remediation.codec.Orders;
import io.flowmend.remediation.codec.Samples;
import io.flowmend.schemas.signing.CanonicalCommand;

/**
 * Reads and verifies a command that nobody sent, until the classes of that way are loaded and compiled: the first signature of a
 * process takes a tenth of a second, and a flow would wait for it. It never comes near the pipeline.
 */
final class WarmUp {

    /** The interpreter hands over to the first compiler after 200 calls; one verification makes thousands. */
    private static final int TIMES = 20;

    static void run() {
        var pair = Ed25519.generate();
        var command = Samples.command();
        var bytes = CanonicalCommand.bytes(command);
        var signature = Ed25519.sign(pair.getPrivate(), bytes);
        for (var time = 0; time < TIMES; time++) {
            var seal = Orders.of(command).seal();
            if (!Ed25519.verify(pair.getPublic(), seal.coveredBytes(), signature)) {
                throw new IllegalStateException("this machine cannot verify an Ed25519 signature that it has made");
            }
        }
    }

    private WarmUp() {}
}
