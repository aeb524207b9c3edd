/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScrapeTest {

    /** Lines of a real scrape, kube-proxy v1.30.0. */
    private static final String REAL = """
            # HELP kubeproxy_sync_proxy_rules_last_timestamp_seconds [ALPHA] The last time proxy rules were successfully synced
            # TYPE kubeproxy_sync_proxy_rules_last_timestamp_seconds gauge
            kubeproxy_sync_proxy_rules_last_timestamp_seconds 1.7140402714546502e+09
            # TYPE kubernetes_build_info gauge
            kubernetes_build_info{build_date="2024-04-17T17:34:08Z",compiler="gc",git_commit="7c48c2bd",git_version="v1.30.0",go_version="go1.22.2",major="1",minor="30"} 1
            """;

    @Test
    void versionAndLastSyncAreReadFromARealScrape() {
        var scrape = Scrape.of(REAL).orElseThrow();
        assertThat(scrape.version()).contains("v1.30.0");
        assertThat(scrape.lastSync()).contains(Instant.parse("2024-04-25T10:17:51.454650Z"));
    }

    @Test
    void ofTwoFamiliesTheLaterSyncCountsAndNoneYetIsNone() {
        var name = "kubeproxy_sync_proxy_rules_last_timestamp_seconds";
        var both = name + "{ip_family=\"IPv4\"} 1.7e+09\n" + name + "{ip_family=\"IPv6\"} 1.70000001e+09\n";
        assertThat(Scrape.of(both).orElseThrow().lastSync()).contains(Instant.ofEpochSecond(1_700_000_010));
        assertThat(Scrape.of(name + " 0\n").orElseThrow().lastSync()).isEmpty();
    }

    @Test
    void metricsOfSomethingElseAreNotAProxys() {
        assertThat(Scrape.of("kubernetes_build_info{git_version=\"v1.30.0\"} 1\n"))
                .isEmpty();
    }
}
