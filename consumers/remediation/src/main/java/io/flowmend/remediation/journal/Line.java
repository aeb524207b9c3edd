/* Licensed under Apache-2.0. */
package io.flowmend.remediation.journal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * One line: {@code CRC KIND MILLIS COMMAND IMAGE}; the CRC-32 covers what follows it.
 *
 * @param image the command of a {@link Kind#STARTED} line; a dash otherwise
 */
record Line(Kind kind, Instant at, String commandId, String image) {

    enum Kind {
        STARTED,
        ENDED
    }

    private static final int PARTS = 5;
    private static final int RADIX = 16;

    String text() {
        var body = String.join(
                " ",
                kind.name(),
                Long.toString(at.toEpochMilli()),
                URLEncoder.encode(commandId, StandardCharsets.UTF_8),
                image);
        return String.format(Locale.ROOT, "%08x %s\n", crc(body), body);
    }

    /** Empty if it is not what was once written. */
    static Optional<Line> read(String text) {
        var parts = List.of(text.split(" ", -1));
        if (parts.size() != PARTS) {
            return Optional.empty();
        }
        try {
            var body = text.substring(text.indexOf(' ') + 1);
            return Long.parseLong(parts.get(0), RADIX) == crc(body)
                    ? Optional.of(new Line(
                            Kind.valueOf(parts.get(1)),
                            Instant.ofEpochMilli(Long.parseLong(parts.get(2))),
                            URLDecoder.decode(parts.get(3), StandardCharsets.UTF_8),
                            parts.get(4)))
                    : Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static long crc(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        return crc.getValue();
    }
}
