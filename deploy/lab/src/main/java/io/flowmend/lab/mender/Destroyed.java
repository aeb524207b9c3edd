/* Licensed under Apache-2.0. */
package io.flowmend.lab.mender;

import io.flowmend.lab.net.ConntrackEntry;
import io.flowmend.lab.world.Flow;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An entry that somebody destroyed through netlink, as {@code conntrack -E} tells it; what expired has no author and is none.
 *
 * @param port the author's netlink port
 * @param program the author's name, while it lives
 */
record Destroyed(Flow flow, long port, Optional<String> program) {

    private static final Pattern PORT = Pattern.compile("portid=(\\d+)");
    private static final Pattern PROGRAM = Pattern.compile("progname=(\\S+)");

    static Optional<Destroyed> parse(String line) {
        var port = PORT.matcher(line);
        if (!line.contains("[DESTROY]") || !port.find()) {
            return Optional.empty();
        }
        var author = Long.parseLong(port.group(1));
        var program = PROGRAM.matcher(line);
        var name = program.find() ? Optional.of(program.group(1)) : Optional.<String>empty();
        return ConntrackEntry.parse(line)
                .map(entry -> new Flow(
                        entry.transport(),
                        entry.original().source(),
                        entry.original().destination()))
                .map(flow -> new Destroyed(flow, author, name));
    }
}
