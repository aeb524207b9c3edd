/* Licensed under Apache-2.0. */
package io.flowmend.remediation.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is synchronised at each line. One process holds it at a time. */
public final class FileMedium implements Medium, AutoCloseable {

    private final Path file;
    private final FileChannel lock;
    private FileChannel channel;

    private FileMedium(Path file, FileChannel lock, FileChannel channel) {
        this.file = file;
        this.lock = lock;
        this.channel = channel;
    }

    /** @throws IOException if the folder cannot be written, or another process has its journal there */
    public static FileMedium open(Path folder) throws IOException {
        Files.createDirectories(folder);
        var lock =
                FileChannel.open(folder.resolve("journal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            lock.close();
            throw new IOException("another executor has its journal in " + folder);
        }
        var file = file(folder);
        return new FileMedium(file, lock, appending(file));
    }

    /** Where the lines are. */
    public static Path file(Path folder) {
        return folder.resolve("journal");
    }

    @Override
    public String read() throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void append(String line) throws IOException {
        write(channel, line);
    }

    @Override
    public void replace(String all) throws IOException {
        var fresh = file.resolveSibling("journal.new");
        try (var out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            write(out, all);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true); // else the move itself could be lost
        }
        channel.close();
        channel = appending(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        lock.close();
    }

    private static FileChannel appending(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void write(FileChannel to, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
        to.force(false);
    }
}
