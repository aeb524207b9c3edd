/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

import io.flowmend.schemas.finding.Finding;
import io.flowmend.schemas.finding.FindingState;
import io.flowmend.streams.simulation.Incident.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Lays what was found beside what happened. */
final class Judge {

    private static final String UNKNOWN = "unknown";

    /** What a finding says of the world. */
    private record Claim(String rule, String about, String cause, FindingState state) {

        static Claim of(Finding finding) {
            var subject = finding.getSubject();
            var many = finding.getRule().equals("endpointdelay")
                    && finding.getBlast().getPods() > 1;
            var about = many
                    ? finding.getBlast().getPods() + " pods"
                    : Objects.requireNonNullElse(subject.getPodUid(), String.valueOf(subject.getNode()));
            return new Claim(finding.getRule(), about, finding.getCauseClass(), finding.getState());
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
                case OPEN_TO_VIEW -> true;
            };
        }

        /** With records lost: the fault is there, even if it is only partly seen, and its cause is not a wrong one. */
        boolean isPartOf(Incident incident) {
            return incident.rule().equals(rule)
                    && (incident.about().contains(about) || incident.hit().contains(about) || about.endsWith(" pods"))
                    && (rule.equals("endpointdelay")
                            || cause.equals(UNKNOWN)
                            || incident.causes().contains(cause));
        }
    }

    /** @return what is wrong: missed, or found without a fault, or found twice */
    static List<String> differences(List<Incident> incidents, List<Finding> findings) {
        var left = new ArrayList<>(claims(findings).values());
        var wrong = new ArrayList<String>();
        for (var incident : incidents) {
            var found = left.stream().filter(claim -> claim.isOf(incident)).findFirst();
            if (found.isEmpty()) {
                wrong.add("missed " + incident);
            } else {
                left.remove(found.get());
            }
        }
        left.forEach(claim -> wrong.add("false " + claim));
        return wrong;
    }

    /** @return findings without a fault; what is missed does not count, because records were lost */
    static List<String> accusations(List<Incident> incidents, List<Finding> findings) {
        return claims(findings).values().stream()
                .filter(claim -> !claim.cause().equals("source-lossy"))
                .filter(claim -> incidents.stream().noneMatch(claim::isPartOf))
                .map(claim -> "false with losses: " + claim)
                .toList();
    }

    private static Map<String, Claim> claims(List<Finding> findings) {
        var claims = new TreeMap<String, Claim>();
        findings.forEach(finding -> claims.put(finding.getId(), Claim.of(finding)));
        return claims;
    }

    /** All that was published, by finding; without where records stood, which another partition count changes. */
    static Map<String, List<String>> published(List<Finding> findings) {
        var lines = new TreeMap<String, List<String>>();
        for (var finding : findings) {
            var evidence = finding.getEvidence().stream()
                    .map(line ->
                            line.getTopic() + " " + line.getOrigin() + " " + line.getEventTime() + " " + line.getSays())
                    .toList();
            var text = Finding.newBuilder(finding).setEvidence(List.of()).build() + " " + evidence;
            lines.computeIfAbsent(finding.getId(), id -> new ArrayList<>()).add(text);
        }
        return lines;
    }

    private Judge() {}
}
