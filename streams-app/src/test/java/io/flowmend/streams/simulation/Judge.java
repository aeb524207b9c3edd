/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.schemas.finding.Subject;
import io.flowmend.streams.simulation.Incident.End;
import io.flowmend.streams.topology.PlantProducts.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lays what was found beside what happened. */
final class Judge {

    /** Many service proxies that are late. */
    static final String MOST = "most proxies";

    private static final String UNKNOWN = "unknown";

    /** Of what many have in common some may be seen alone. */
    private static final Set<String> OF_MANY = Set.of("endpointdelay", "propagation");

    /** A node that reset so many clients. */
    static String resets(String node, int clients) {
        return node + " reset " + clients;
    }

    /** A flow of a node, by its sender, {@code ip:port}. */
    static String flow(String node, String flow) {
        return node + " " + flow.replaceFirst(" -> .*", "");
    }

    /** What a finding says of the world. */
    private record Claim(String rule, String about, String cause, FindingState state) {

        static Claim of(Finding finding) {
            return new Claim(finding.getRule(), about(finding), finding.getCauseClass(), finding.getState());
        }

        private static String about(Finding finding) {
            var subject = finding.getSubject();
            var blast = finding.getBlast();
            var node = String.valueOf(subject.getNode());
            return switch (finding.getRule()) {
                case "stalenat" -> flow(node, String.valueOf(subject.getFlow()));
                case "nodeloss" -> resets(node, blast.getFlows());
                case "propagation" -> finding.getCauseClass().equals("api-or-source") ? MOST : node;
                case "endpointdelay" -> blast.getPods() > 1 ? blast.getPods() + " pods" : pod(subject);
                default -> pod(subject);
            };
        }

        /** The node, if it is about no pod. */
        private static String pod(Subject subject) {
            return Objects.requireNonNullElse(subject.getPodUid(), String.valueOf(subject.getNode()));
        }

        boolean isOf(Incident incident) {
            return incident.rule().equals(rule)
                    && incident.about().contains(about)
                    && incident.causes().contains(cause)
                    && fits(incident.end());
        }

        private boolean fits(End end) {
            return switch (end) {
                case LASTS -> state == FindingState.OPEN;
                case MENDED -> state == FindingState.HEALED_BY_OTHERS;
                case PASSED -> state == FindingState.EXPIRED;
                case UNDONE -> state == FindingState.WITHDRAWN;
                case OPEN_TO_VIEW -> true;
            };
        }

        /** With records lost: the fault is there, even if it is only partly seen, and its cause is not a wrong one. */
        boolean isPartOf(Incident incident) {
            return incident.rule().equals(rule)
                    && (incident.about().contains(about) || incident.hit().contains(about) || about.endsWith(" pods"))
                    && (OF_MANY.contains(rule)
                            || cause.equals(UNKNOWN)
                            || incident.causes().contains(cause));
        }
    }

    /** @return what is wrong: missed, or found without a fault, or found twice */
    static List<Breach> differences(List<Incident> incidents, List<Finding> findings) {
        var left = new ArrayList<>(claims(findings).values());
        var wrong = new ArrayList<Breach>();
        for (var incident : incidents) {
            var found = left.stream().filter(claim -> claim.isOf(incident)).findFirst();
            if (found.isEmpty()) {
                wrong.add(new Breach(incident.rule(), Law.FINDS_WHAT_HAPPENED, "missed " + incident));
            } else {
                left.remove(found.get());
            }
        }
        left.forEach(claim -> wrong.add(new Breach(claim.rule(), Law.FINDS_WHAT_HAPPENED, "false " + claim)));
        return wrong;
    }

    /** @return findings without a fault; what is missed does not count, because records were lost */
    static List<Breach> accusations(List<Incident> incidents, List<Finding> findings) {
        return claims(findings).values().stream()
                .filter(claim -> !claim.cause().equals("source-lossy"))
                .filter(claim -> incidents.stream().noneMatch(claim::isPartOf))
                .map(claim -> new Breach(claim.rule(), Law.LOSSES_ACCUSE_NOBODY, "false " + claim))
                .toList();
    }

    private static Map<String, Claim> claims(List<Finding> findings) {
        var claims = new TreeMap<String, Claim>();
        findings.forEach(finding -> claims.put(finding.getId(), Claim.of(finding)));
        return claims;
    }

    /** All that was published, by rule and id; without where records stood, which another partition count changes. */
    static Map<String, Map<String, List<String>>> published(Product product) {
        var lines = new TreeMap<String, Map<String, List<String>>>();
        for (var finding : product.findings()) {
            var evidence = finding.getEvidence().stream()
                    .map(line ->
                            line.getTopic() + " " + line.getOrigin() + " " + line.getEventTime() + " " + line.getSays())
                    .toList();
            var text = Finding.newBuilder(finding).setEvidence(List.of()).build() + " " + evidence;
            lines.computeIfAbsent(finding.getRule(), rule -> new TreeMap<>())
                    .computeIfAbsent(finding.getId(), id -> new ArrayList<>())
                    .add(text);
        }
        for (var said : product.propagations()) {
            lines.computeIfAbsent("propagation", rule -> new TreeMap<>())
                    .computeIfAbsent("revision " + said.getRevision(), id -> new ArrayList<>())
                    .add(said.toString());
        }
        return lines;
    }

    /** @return which rules said something else */
    static List<Breach> changes(Law law, Product one, Product other) {
        var told = published(one);
        var again = published(other);
        var rules = new TreeSet<>(told.keySet());
        rules.addAll(again.keySet());
        return rules.stream()
                .flatMap(rule -> Changes.first(told.getOrDefault(rule, Map.of()), again.getOrDefault(rule, Map.of()))
                        .map(what -> new Breach(rule, law, what))
                        .stream())
                .toList();
    }

    private Judge() {}
}
