/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.order.Key;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A payload that waits in the intake together with the keys that it goes to.
 *
 * @param keys none if no later stage reads it, else one or two
 */
record RoutedPayload(List<String> keys, byte[] payload) {

    /** Stands for the fact's own node; no key begins so. */
    static final String TO_NODE = "\u0001node";

    /** Stands for the fact's own node, in the stage of proxies. */
    static final String TO_PROXY = "\u0001proxy";

    /** Begins a key under which the fact is joined with those of other nodes; no key of a lane begins so. */
    static final String CROSSING = "\u0001crossing ";

    /** Stands for every address, joined with what other nodes say; no key of one begins so. */
    static final String CROSSING_ALL = "\u0001crossings";

    RoutedPayload {
        keys = List.copyOf(keys);
    }

    byte[] bytes() {
        var head = new Key().number(keys.size());
        keys.forEach(head::text);
        var bytes = head.bytes();
        return ByteBuffer.allocate(bytes.length + payload.length)
                .put(bytes)
                .put(payload)
                .array();
    }

    static RoutedPayload read(byte[] bytes) {
        var reader = new Key.Reader(bytes);
        var keys = new ArrayList<String>();
        for (var left = reader.number(); left > 0; left--) {
            keys.add(reader.text());
        }
        return new RoutedPayload(keys, Arrays.copyOfRange(bytes, reader.at(), bytes.length));
    }
}
