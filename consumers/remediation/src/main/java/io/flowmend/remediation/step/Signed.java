/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.common.keys.Ed25519;
import io.flowmend.common.keys.KeyState;
import io.flowmend.remediation.order.Refusal;
import java.util.Optional;
import java.util.function.Function;

/** Signed by a key that is trusted and not revoked at this moment. */
record Signed(Function<String, KeyState> keys) implements Step.Gate {

    @Override
    public String name() {
        return "signature";
    }

    @Override
    public Optional<Refusal> check(Received received) {
        var seal = received.order().seal();
        if (seal.missing()) {
            return Optional.of(new Refusal.Unsigned());
        }
        return switch (keys.apply(seal.keyId())) {
            case KeyState.Revoked _ -> Optional.of(new Refusal.RevokedKey(seal.keyId()));
            case KeyState.Unknown(var why) -> Optional.of(new Refusal.UnknownKey(seal.keyId(), why));
            case KeyState.Trusted(var key) ->
                Ed25519.verify(key, seal.coveredBytes(), seal.signatureBytes())
                        ? Optional.empty()
                        : Optional.of(new Refusal.WrongSignature(seal.keyId()));
        };
    }
}
