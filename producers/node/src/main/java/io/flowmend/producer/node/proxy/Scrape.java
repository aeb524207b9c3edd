/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.proxy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of kube-proxy's metrics matters (Prometheus text format).
 *
 * @param version git_version of kubernetes_build_info
 * @param lastSync of kubeproxy_sync_proxy_rules_last_timestamp_seconds, the latest of its address families
 */
record Scrape(Optional<String> version, Optional<Instant> lastSync) {

    private static final Pattern BUILD =
            Pattern.compile("(?m)^kubernetes_build_info\\{[^}]*\\bgit_version=\"([^\"]+)\"[^}]*}");
    private static final Pattern LAST_SYNC =
            Pattern.compile("(?m)^kubeproxy_sync_proxy_rules_last_timestamp_seconds(?:\\{[^}]*})? ([0-9.eE+-]+)");
    private static final Pattern KUBE_PROXY = Pattern.compile("(?m)^kubeproxy_");

    /** Empty if these are not the metrics of a kube-proxy. */
    static Optional<Scrape> of(String metrics) {
        if (!KUBE_PROXY.matcher(metrics).find()) {
            return Optional.empty();
        }
        var version = BUILD.matcher(metrics).results().findFirst().map(found -> found.group(1));
        var lastSync = LAST_SYNC
                .matcher(metrics)
                .results()
                .flatMap(found -> seconds(found.group(1)).stream())
                .filter(seconds -> seconds.signum() > 0) // 0 before its first sync
                .max(BigDecimal::compareTo)
                .map(Scrape::instant);
        return Optional.of(new Scrape(version, lastSync));
    }

    private static Optional<BigDecimal> seconds(String written) {
        try {
            return Optional.of(new BigDecimal(written));
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static Instant instant(BigDecimal seconds) {
        return Instant.EPOCH.plusNanos(seconds.movePointRight(6).longValue() * 1_000);
    }
}
