/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Builds and reads store keys whose unsigned byte order is the order of their parts. */
public final class Key {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);

    /** Texts end with NUL, so that a shorter one sorts before what it begins. */
    public Key text(String part) {
        bytes.writeBytes(part.getBytes(StandardCharsets.UTF_8));
        bytes.write(0);
        return this;
    }

    /** The sign bit is flipped: unsigned order of the bytes is then the order of the numbers. */
    public Key number(long part) {
        bytes.writeBytes(
                ByteBuffer.allocate(Long.BYTES).putLong(part ^ Long.MIN_VALUE).array());
        return this;
    }

    public Key time(Instant part) {
        return number(Micros.of(part));
    }

    public Key position(Position part) {
        time(part.time());
        bytes.write(part.rank().code());
        return text(part.origin()).number(part.sequence());
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Above every key that begins with this one. */
    public byte[] end() {
        bytes.write(0xff);
        return bytes.toByteArray();
    }

    /** Reads the parts of a key in the order in which they were written. */
    public static final class Reader {

        private final ByteBuffer key;

        public Reader(byte[] key) {
            this.key = ByteBuffer.wrap(key);
        }

        public String text() {
            var start = key.position();
            while (key.get() != 0) {
                // the NUL ends the text
            }
            return new String(key.array(), start, key.position() - start - 1, StandardCharsets.UTF_8);
        }

        /** How many bytes have been read. */
        public int at() {
            return key.position();
        }

        public long number() {
            return key.getLong() ^ Long.MIN_VALUE;
        }

        public Instant time() {
            return Micros.instant(number());
        }

        public Position position() {
            var time = time();
            var rank = Rank.of(key.get());
            return new Position(time, rank, text(), number());
        }
    }
}
