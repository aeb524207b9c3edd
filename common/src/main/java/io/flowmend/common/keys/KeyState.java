/* Licensed under Apache-2.0. */
package io.flowmend.common.keys;

import java.security.PublicKey;

/** What a folder says about one key id. */
public sealed interface KeyState {

    /** Signatures by it count. */
    record Trusted(PublicKey key) implements KeyState {}

    /** It was trusted once; its signatures count no more. Wins over being trusted. */
    record Revoked() implements KeyState {}

    /** No such key, or its file is none: {@code why} says which. */
    record Unknown(String why) implements KeyState {}
}
