/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.endpointdelay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What several late endpoints have in common (field guide, section 4.3: a to d).
 *
 * @param name of the Typha or node, empty for the others
 */
record Cause(Kind kind, String name) {

    /** Kinds, with their cause class and what to do. */
    enum Kind {
        ANNOTATION(
                "annotation-missing",
                "pods lack the annotation of their CNI",
                "See whether the CNI plugin may patch pods and whether an admission webhook drops annotations."),
        TYPHA(
                "typha",
                "the agents of these nodes hang on one Typha",
                "Delete this one Typha pod if the others are healthy; its agents connect to them. It may answer and yet be"
                        + " stale (calico #11169), above all on a node that is NotReady. At most one Typha at a time."),
        API(
                "api",
                "agents on several Typhas are late",
                "Look at the API server and etcd first. Restart no Typha meanwhile: each makes its agents list everything"
                        + " anew."),
        SEVERAL_NODES(
                "typha-or-api",
                "several nodes are late, and on which Typha their agents hang is not known",
                "Look at the API server, then compare typha_breadcrumb_seq_number of the Typhas: one that stands still is"
                        + " the one to delete."),
        NODE(
                "node",
                "only this node is late",
                "Look at the CPU and the log of its calico-node; deleting that one pod makes it start anew. Not on a Windows"
                        + " node.");

        private final String words;
        private final String why;
        private final String advice;

        Kind(String words, String why, String advice) {
            this.words = words;
            this.why = why;
            this.advice = advice;
        }

        String words() {
            return words;
        }

        String why() {
            return why;
        }

        String advice() {
            return advice;
        }
    }

    String text() {
        return name.isEmpty() ? kind.words : kind.words + "/" + name;
    }

    static Cause read(String text) {
        for (var kind : Kind.values()) {
            if (text.equals(kind.words)) {
                return new Cause(kind, "");
            }
            if (text.startsWith(kind.words + "/")) {
                return new Cause(kind, text.substring(kind.words.length() + 1));
            }
        }
        throw new IllegalStateException("cause '" + text + "' in the store");
    }

    /**
     * The groups among these, largest cause first; what is in no group has no cause in common with enough others.
     *
     * @param least as many make a group
     */
    static Map<String, List<LateEndpoint>> groups(List<LateEndpoint> late, int least) {
        var groups = new TreeMap<String, List<LateEndpoint>>();
        var plain = new ArrayList<LateEndpoint>();
        for (var each : late) {
            if (each.finding().causeClass().equals(EndpointDelayReport.ANNOTATION)) {
                add(groups, new Cause(Kind.ANNOTATION, ""), each);
            } else {
                plain.add(each);
            }
        }
        shared(plain)
                .ifPresentOrElse(
                        cause -> plain.forEach(each -> add(groups, cause, each)),
                        () -> plain.forEach(each -> add(groups, node(each), each)));
        groups.values().removeIf(group -> group.size() < least);
        return groups;
    }

    /** One cause for all of several nodes, or nothing if they are of one node. */
    private static Optional<Cause> shared(List<LateEndpoint> late) {
        var nodes = new TreeSet<String>();
        var typhas = new TreeSet<String>();
        var untold = false;
        for (var each : late) {
            nodes.add(each.finding().subject().node());
            each.typha().ifPresent(typhas::add);
            untold |= each.typha().isEmpty();
        }
        if (nodes.size() < 2) {
            return Optional.empty();
        }
        if (typhas.size() > 1) {
            return Optional.of(new Cause(Kind.API, ""));
        }
        return Optional.of(
                untold || typhas.isEmpty()
                        ? new Cause(Kind.SEVERAL_NODES, "")
                        : new Cause(Kind.TYPHA, typhas.getFirst()));
    }

    private static Cause node(LateEndpoint late) {
        return new Cause(Kind.NODE, late.finding().subject().node());
    }

    private static void add(Map<String, List<LateEndpoint>> groups, Cause cause, LateEndpoint late) {
        groups.computeIfAbsent(cause.text(), text -> new ArrayList<>()).add(late);
    }
}
