/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.sim;

import java.nio.charset.StandardCharsets;

/** What a record says of a subject, as bytes that the core does not look into. */
record Payload(String subject, String word) {

    byte[] bytes() {
        return (subject + '|' + word).getBytes(StandardCharsets.UTF_8);
    }

    static Payload of(byte[] bytes) {
        var parts = new String(bytes, StandardCharsets.UTF_8).split("\\|", 2);
        return new Payload(parts[0], parts[1]);
    }
}
