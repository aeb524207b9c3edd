/* Licensed under Apache-2.0. */
package io.flowmend.remediation.config;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.remediation.order.Task;
import io.flowmend.remediation.step.Limits;
import io.flowmend.remediation.step.LocalPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How this node lets itself be mended.
 *
 * @param node its name in Kubernetes
 * @param keys folder whose public keys may command it
 * @param state folder of the journal
 * @param actLimit how long the kernel may take for one act
 * @param ownersStale age of the pods' watermark from which on nothing is concluded from them
 */
public record ExecutorConfig(
        String node,
        NetworkNamespace namespace,
        Path keys,
        Path state,
        Path offFile,
        LocalPolicy policy,
        Limits limits,
        Duration actLimit,
        Duration ownersStale) {

    private static final String ACT = "act";
    private static final String DRY_RUN = "dry-run";

    public static ExecutorConfig from(Settings settings) {
        var node = settings.optional(
                        "executor.node",
                        Check.matching("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", "the node's name in Kubernetes"),
                        "Name of this node in Kubernetes; the host's name if not set.")
                .orElseGet(ExecutorConfig::hostname);
        var namespace = settings.text(
                "executor.namespace",
                "",
                new Check<>("a path that begins with /, or nothing", path -> path.isEmpty() || path.startsWith("/")),
                "Network namespace in which it reads and acts, e.g. /run/netns/node-a; the own one if empty.");
        return new ExecutorConfig(
                node,
                namespace.isEmpty() ? NetworkNamespace.own() : NetworkNamespace.at(Path.of(namespace)),
                path(
                        settings,
                        "executor.keys.dir",
                        "/etc/flowmend/keys",
                        "Folder with trusted/ and revoked/ public keys; read anew at each command and before each act."),
                path(
                        settings,
                        "executor.state.dir",
                        "/var/lib/flowmend/executor",
                        "Folder of the journal. Never shared by two executors, and kept over restarts."),
                path(
                        settings,
                        "executor.off.file",
                        "/etc/flowmend/executor.off",
                        "While this file exists, nothing is acted on. Looked at before each act; needs no broker."),
                policy(settings),
                limits(settings),
                settings.duration(
                        "executor.act.max",
                        Duration.ofSeconds(2),
                        Check.positive(),
                        "How long the kernel may take for one act; then it counts as failed and nothing more is done."),
                settings.duration(
                        "executor.owners.stale",
                        Duration.ofSeconds(10),
                        Check.positive(),
                        "Without a watermark of the pods for so long, nobody's end is believed. Without the right to"
                                + " write canaries watermarks come by bookmarks, once a minute."));
    }

    private static LocalPolicy policy(Settings settings) {
        var mode = settings.text(
                "executor.mode",
                DRY_RUN,
                Check.oneOf(DRY_RUN, ACT),
                "dry-run: everything but the act, whatever a command says. act: commands decide.");
        var actions = settings.text(
                "executor.actions",
                String.join(",", Task.DELETE_CONNTRACK_ENTRIES, Task.DESTROY_SOCKETS),
                new Check<>(
                        "some of " + Task.DELETE_CONNTRACK_ENTRIES + "," + Task.DESTROY_SOCKETS + ", or nothing",
                        written -> Set.of(Task.DELETE_CONNTRACK_ENTRIES, Task.DESTROY_SOCKETS)
                                .containsAll(split(written))),
                "What this node lets itself be told.");
        var most = settings.integer(
                "executor.batch.max",
                1_024,
                Check.between(1, 65_536),
                "Targets of one command; a command with more is refused whole.");
        return new LocalPolicy(DRY_RUN.equals(mode), Set.copyOf(split(actions)), most);
    }

    private static Limits limits(Settings settings) {
        var standard = Limits.standard();
        return new Limits(
                settings.duration(
                        "executor.life.max",
                        standard.mostLife(),
                        Check.positive(),
                        "Longest life of a command; one that lives longer is refused. After a restart it begins so far back."),
                settings.duration(
                        "executor.clock.ahead.max",
                        standard.mostAhead(),
                        Check.notNegative(),
                        "A command that is issued further ahead of this node's clock is refused."),
                settings.duration(
                        "executor.fresh.max",
                        standard.fresh(),
                        Check.positive(),
                        "Age of the oldest reading that an act may rest on; older ones are read again."),
                standard.inUse(),
                settings.duration(
                        "executor.socket.quiet",
                        standard.quiet(),
                        Check.positive(),
                        "A TCP socket is destroyed only if its peer acknowledged nothing for so long."),
                settings.duration(
                        "executor.verify.after",
                        standard.settle(),
                        Check.notNegative(),
                        "Between an act and the second observation."),
                settings.duration(
                        "executor.ack.max",
                        standard.acknowledged(),
                        Check.positive(),
                        "How long the results topic may take to acknowledge a start; without it nothing is acted on."));
    }

    private static Path path(Settings settings, String key, String fallback, String doc) {
        return Path.of(settings.text(key, fallback, Check.notBlank(), doc));
    }

    private static List<String> split(String written) {
        return Pattern.compile(",")
                .splitAsStream(written)
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }
}
