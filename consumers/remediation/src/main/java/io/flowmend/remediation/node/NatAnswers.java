/* Licensed under Apache-2.0. */
package io.flowmend.remediation.node;

import io.flowmend.kernel.nat.NatVerdict;
import java.util.stream.Collectors;

/** The reader's verdict in the words of the executor. */
final class NatAnswers {

    static NatAnswer of(NatVerdict verdict) {
        return switch (verdict) {
            case NatVerdict.LeadsTo(var targets) ->
                new NatAnswer.LeadsTo(targets.stream()
                        .map(target -> new NatAnswer.Endpoint(target.ip(), target.port()))
                        .collect(Collectors.toSet()));
            case NatVerdict.Refused _ -> new NatAnswer.Refused();
            case NatVerdict.NoRule _ -> new NatAnswer.NoRule();
            case NatVerdict.NotUnderstood(var why) -> new NatAnswer.NotUnderstood(why);
            case NatVerdict.Changing(var readings) -> new NatAnswer.Changing(readings);
        };
    }

    private NatAnswers() {}
}
