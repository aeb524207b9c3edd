/* Licensed under Apache-2.0. */
package io.flowmend.remediation.step;

import io.flowmend.common.keys.Ed25519;
import io.flowmend.common.keys.KeyState;
import io.flowmend.remediation.order.Refusal;
import java.security.PublicKey;
import java.util.Optional;
import java.util.function.Function;

/**
 * Signed by a key that is trusted and not revoked at this moment. Whether it still is, is asked again right before each act: a
 * command may wait for long. The signature itself cannot change.
 */
record Signed(Function<String, KeyState> keys) implements Step.Gate, Step.Guard {

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
        return unlessTrusted(
                seal.keyId(),
                key -> Ed25519.verify(key, seal.coveredBytes(), seal.signatureBytes())
                        ? Optional.empty()
                        : Optional.of(new Refusal.WrongSignature(seal.keyId())));
    }

    @Override
    public Optional<Refusal> before(Received received) {
        return unlessTrusted(received.order().seal().keyId(), _ -> Optional.empty());
    }

    private Optional<Refusal> unlessTrusted(String keyId, Function<PublicKey, Optional<Refusal>> trusted) {
        return switch (keys.apply(keyId)) {
            case KeyState.Revoked _ -> Optional.of(new Refusal.RevokedKey(keyId));
            case KeyState.Unknown(var why) -> Optional.of(new Refusal.UnknownKey(keyId, why));
            case KeyState.Trusted(var key) -> trusted.apply(key);
        };
    }
}
