/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import io.flowmend.remediation.order.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        CAP_NET_ADMIN(12, "every read and act will be refused"),
        CAP_SYS_ADMIN(21, "no socket of a pod can be looked at"),
        CAP_SYS_PTRACE(19, "sockets of network namespaces without a name under /run/netns are not found");

        private final int bit;
        private final String loss;

        Right(int bit, String loss) {
            this.bit = bit;
            this.loss = loss;
        }

        private boolean isNeededFor(String action) {
            return this == CAP_NET_ADMIN || Task.DESTROY_SOCKETS.equals(action);
        }
    }

    /** One right that one action needs. */
    record Need(boolean has, String words) {}

    /** None where there is no such file: nothing can be acted on there either. */
    static Capabilities own() {
        try {
            return of(Files.readString(STATUS));
        } catch (IOException absent) {
            return new Capabilities(0);
        }
    }

    /** @param status as in /proc/PID/status */
    static Capabilities of(String status) {
        return status.lines()
                .filter(line -> line.startsWith(FIELD))
                .findFirst()
                .map(line -> line.substring(FIELD.length()).strip())
                .map(bits -> new Capabilities(Long.parseUnsignedLong(bits, RADIX)))
                .orElse(new Capabilities(0));
    }

    /** One per action and right that it needs. */
    List<Need> needs(Set<String> actions) {
        return actions.stream()
                .sorted()
                .flatMap(action -> Arrays.stream(Right.values())
                        .filter(right -> right.isNeededFor(action))
                        .map(right -> need(action, right)))
                .toList();
    }

    private Need need(String action, Right right) {
        var has = (effective >>> right.bit & 1) == 1;
        return new Need(has, action + " needs " + right + (has ? ", has it" : ", lacks it: " + right.loss));
    }
}
