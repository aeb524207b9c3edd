/* Licensed under Apache-2.0. */
package io.flowmend.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What Linux says a process has used. */
public final class ProcessUse {

    /** USER_HZ: the unit of /proc, the same on every architecture that we run on. */
    private static final long TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    public static Duration cpu(long pid) {
        return cpu(read(Path.of("/proc", Long.toString(pid), "stat")).getFirst());
    }

    /** @return KiB */
    public static long memory(long pid, String field) {
        return memory(read(Path.of("/proc", Long.toString(pid), "status")), field);
    }

    /** Load average of the last minute: what else this machine did. Negative where the system does not tell. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** The name of a program may hold spaces and parentheses, so counting begins behind the last one. */
    static Duration cpu(String stat) {
        var fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        var ticks = Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(SYSTEM_TIME));
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    static long memory(List<String> status, String field) {
        return status.stream()
                .filter(line -> line.startsWith(field + ":"))
                .findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .orElseThrow(() -> new IllegalArgumentException("no " + field + " in /proc/PID/status"));
    }

    /** Share of one core, in percent. */
    static double percent(Duration used, Duration over) {
        return 100.0 * used.toNanos() / over.toNanos();
    }

    private static List<String> read(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private ProcessUse() {}
}
