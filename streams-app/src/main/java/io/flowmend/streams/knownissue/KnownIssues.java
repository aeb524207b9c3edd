/* Licensed under Apache-2.0. */
package io.flowmend.streams.knownissue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The catalogue. */
public record KnownIssues(Map<String, KnownIssue> byId) {

    private static final String FILE = "issues.txt";
    private static final int COLUMNS = 6;
    private static final KnownIssues ALL = read();

    public static final KnownIssue CALICO_LABEL_RESET = ALL.get("calico-windows-label-reset");
    public static final KnownIssue CALICO_BPF_STALE = ALL.get("calico-bpf-stale-conntrack");
    public static final KnownIssue CALICO_BPF_REMOVE_IPV6 = ALL.get("calico-bpf-remove-ipv6");
    public static final KnownIssue SLOPPY_TCP = ALL.get("kube-router-sloppy-tcp");
    public static final KnownIssue TYPHA_STALE = ALL.get("calico-typha-stale");
    public static final KnownIssue PROXY_LOCAL_DELETED = ALL.get("kube-proxy-windows-local-deleted");
    public static final KnownIssue PROXY_STALE_REMOTE = ALL.get("kube-proxy-windows-stale-remote");
    public static final KnownIssue PROXY_REUSE_ELSEWHERE = ALL.get("kube-proxy-windows-reuse-elsewhere");

    public KnownIssues {
        byId = Map.copyOf(byId);
    }

    public static KnownIssues all() {
        return ALL;
    }

    public KnownIssue get(String id) {
        return Objects.requireNonNull(byId.get(id), "no known issue '" + id + "'");
    }

    /** @throws IllegalArgumentException naming the row that is not well formed */
    static KnownIssues parse(String text) {
        var issues = new LinkedHashMap<String, KnownIssue>();
        for (var line : text.split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                var issue = row(line);
                if (issues.put(issue.id(), issue) != null) {
                    throw new IllegalArgumentException("known issue '" + issue.id() + "' is there twice");
                }
            }
        }
        return new KnownIssues(issues);
    }

    private static KnownIssue row(String line) {
        var parts = line.split("\\|", -1);
        if (parts.length != COLUMNS) {
            throw new IllegalArgumentException("row has " + parts.length + " columns of " + COLUMNS + ": " + line);
        }
        return new KnownIssue(
                parts[0].strip(),
                parts[1].strip(),
                version(parts[2], line),
                fixes(parts[3], line),
                parts[4].strip(),
                parts[5].strip());
    }

    private static List<KnownIssue.Fix> fixes(String text, String line) {
        var fixes = new ArrayList<KnownIssue.Fix>();
        for (var word : text.strip().split(" +", -1)) {
            if (!word.isEmpty()) {
                fixes.add(new KnownIssue.Fix(version(word.replace("?", "0"), line), !word.endsWith("?")));
            }
        }
        return fixes;
    }

    private static Version version(String text, String line) {
        return Version.of(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text.strip() + "' is no version: " + line));
    }

    private static KnownIssues read() {
        try (var file = Objects.requireNonNull(KnownIssues.class.getResourceAsStream(FILE))) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("the catalogue of known issues cannot be read", broken);
        }
    }
}
