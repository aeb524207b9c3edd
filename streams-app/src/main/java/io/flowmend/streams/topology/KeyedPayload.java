/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.order.Key;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A payload that waits in a buffer together with the key of its record. */
record KeyedPayload(String key, byte[] payload) {

    byte[] bytes() {
        var head = new Key().text(key).bytes();
        return ByteBuffer.allocate(head.length + payload.length)
                .put(head)
                .put(payload)
                .array();
    }

    static KeyedPayload read(byte[] bytes) {
        var key = new Key.Reader(bytes).text();
        var head = new Key().text(key).bytes().length;
        return new KeyedPayload(key, Arrays.copyOfRange(bytes, head, bytes.length));
    }
}
