/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Remedy;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What a remedy acts on, by hash and in words. */
final class Targets {

    private static final long PRIME = 0x100000001b3L;
    private static final long BASIS = 0xcbf29ce484222325L;

    static Set<Long> of(Remedy remedy) {
        return Stream.concat(
                        remedy.entries().stream().map(Targets::hash),
                        remedy.sockets().stream().map(Targets::hash))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same remedy for what is not among {@code done}; something must be left. */
    static Remedy without(Remedy remedy, Set<Long> done) {
        return new Remedy(
                remedy.protocol(),
                remedy.service(),
                remedy.because(),
                remedy.entries().stream()
                        .filter(entry -> !done.contains(hash(entry)))
                        .toList(),
                remedy.sockets().stream()
                        .filter(socket -> !done.contains(hash(socket)))
                        .toList());
    }

    private static long hash(Remedy.EntryTarget entry) {
        return hash(entry.zone() + " " + entry.conntrackId() + " " + entry.original() + entry.reply());
    }

    private static long hash(Remedy.SocketTarget socket) {
        return hash(socket.netns() + " " + socket.cookie());
    }

    /** FNV-1a, 64 bit: stable over restarts, where {@code hashCode} of a record need not be. */
    private static long hash(String text) {
        return LongStream.concat(LongStream.of(BASIS), text.chars().asLongStream())
                .reduce((hash, next) -> (hash ^ next) * PRIME)
                .orElse(BASIS);
    }

    static String words(Remedy remedy) {
        return remedy.sockets().isEmpty()
                ? count(remedy.entries().size(), "conntrack entry", "conntrack entries")
                : count(remedy.sockets().size(), "socket", "sockets");
    }

    static String act(Remedy remedy) {
        return (remedy.sockets().isEmpty() ? "delete " : "destroy ") + words(remedy);
    }

    static String acted(Remedy remedy) {
        return (remedy.sockets().isEmpty() ? "deleted " : "destroyed ") + words(remedy);
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private Targets() {}
}
