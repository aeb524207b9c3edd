/* Licensed under Apache-2.0. */
package io.flowmend.streams.order;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Binary form of the core's own state and frames. Each begins with a version byte, so that a later one can read it. */
final class Wire {

    private static final byte VERSION = 1;

    /** Writes one value. */
    @FunctionalInterface
    interface Writer {
        void to(DataOutputStream out) throws IOException;
    }

    /** Reads one value. */
    @FunctionalInterface
    interface Reader<T> {
        T from(DataInputStream in) throws IOException;
    }

    static byte[] write(Writer writer) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writer.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static <T> T read(byte[] bytes, Reader<T> reader) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("state has version " + version + ", allowed is " + VERSION);
            }
            return reader.from(in);
        } catch (IOException broken) {
            throw new UncheckedIOException("state cannot be read", broken);
        }
    }

    static void time(DataOutputStream out, Instant time) throws IOException {
        out.writeLong(Micros.of(time));
    }

    static Instant time(DataInputStream in) throws IOException {
        return Micros.instant(in.readLong());
    }

    static void blob(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] blob(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    static void interval(DataOutputStream out, Interval interval) throws IOException {
        time(out, interval.from());
        time(out, interval.until());
    }

    static Interval interval(DataInputStream in) throws IOException {
        return new Interval(time(in), time(in));
    }

    static <T> List<T> list(DataInputStream in, Reader<T> reader) throws IOException {
        var size = in.readInt();
        var list = new ArrayList<T>(size);
        for (var i = 0; i < size; i++) {
            list.add(reader.from(in));
        }
        return list;
    }

    private Wire() {}
}
