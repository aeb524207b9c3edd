/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import io.flowmend.remediation.order.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which right each action needs, and which this process has.
 *
 * @param effective bits of CapEff in /proc/self/status
 */
record Capabilities(long effective) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String FIELD = "CapEff:";
    private static final int RADIX = 16;

    /** Numbers of linux/capability.h. */
    private enum Right {
        CAP_NET_ADMIN(12),
        CAP_SYS_PTRACE(19),
        CAP_SYS_ADMIN(21);

        private final int bit;

        Right(int bit) {
            this.bit = bit;
        }
    }

    /** None where there is no such file: nothing can be acted on there either. */
    static Capabilities own() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(FIELD))
                    .findFirst()
                    .map(line -> new Capabilities(Long.parseUnsignedLong(
                            line.substring(FIELD.length()).strip(), RADIX)))
                    .orElse(new Capabilities(0));
        } catch (IOException absent) {
            return new Capabilities(0);
        }
    }

    /** One line per right that an allowed action needs and this process lacks. */
    List<String> lacks(Set<String> actions) {
        var lacks = new ArrayList<String>();
        if (!has(Right.CAP_NET_ADMIN)) {
            actions.stream()
                    .sorted()
                    .forEach(action -> lacks.add(action + " needs CAP_NET_ADMIN: every read and act will be refused"));
        }
        if (actions.contains(Task.DESTROY_SOCKETS) && !(has(Right.CAP_SYS_ADMIN) && has(Right.CAP_SYS_PTRACE))) {
            lacks.add(
                    Task.DESTROY_SOCKETS + " needs CAP_SYS_ADMIN and CAP_SYS_PTRACE to enter the network namespaces of"
                            + " pods: their sockets will not be found");
        }
        return lacks;
    }

    private boolean has(Right right) {
        return (effective >>> right.bit & 1) == 1;
    }
}
