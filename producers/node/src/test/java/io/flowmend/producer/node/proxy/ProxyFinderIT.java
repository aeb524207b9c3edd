/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.producer.node.support.Lab;
import io.flowmend.producer.node.watch.NodeNamespaces;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stand-in that answers as kube-proxy does, in the node's namespace. */
class ProxyFinderIT {

    private static final int METRICS = 10_249;
    private static final int HEALTH = 10_256;
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String SCRAPE =
            "kubeproxy_sync_proxy_rules_last_timestamp_seconds{ip_family=\"IPv4\"} 1.7e+09\n"
                    + "kubernetes_build_info{git_version=\"v1.36.3\",major=\"1\"} 1\n";

    private final List<HttpServer> servers = new ArrayList<>();
    private @Nullable Lab opened;

    @TempDir
    @Nullable
    Path folder;

    @BeforeEach
    void open() {
        Kernel.required();
        opened = Lab.open();
        lab().onNode("ip link set lo up");
    }

    @AfterEach
    void close() {
        servers.forEach(server -> server.stop(0));
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void aProxyIsKnownByWhatItSays() {
        serve(METRICS, "/metrics", 200, SCRAPE);
        answer(servers.getFirst(), "/proxyMode", 200, "nftables");
        serve(HEALTH, "/healthz", 503, "{\"lastUpdated\": \"2026-11-21 10:00:00\"}");
        var seen = find();
        assertThat(seen.kind()).isEqualTo(ProxySeen.Kind.KUBE_PROXY);
        assertThat(seen.version()).contains("v1.36.3");
        assertThat(seen.mode()).contains("nftables");
        assertThat(seen.lastSync()).contains(Instant.ofEpochSecond(1_700_000_000));
        assertThat(seen.healthy()).contains(false);
        assertThat(seen.observedAt()).isEqualTo(NOW);
    }

    @Test
    void whereNobodyAnswersAndNoSuchProcessLivesThereIsNone() {
        assertThat(find()).isEqualTo(ProxySeen.none(NOW));
    }

    @Test
    void aProxyWithoutMetricsIsKnownByItsHealth() {
        serve(HEALTH, "/healthz", 200, "{\"lastUpdated\": \"2026-11-21 10:00:00\"}");
        var seen = find();
        assertThat(seen.kind()).isEqualTo(ProxySeen.Kind.KUBE_PROXY);
        assertThat(seen.healthy()).contains(true);
        assertThat(seen.version()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nftables, nft add table ip6 kube-proxy",
        "iptables, 'nft add table ip nat; nft add chain ip nat KUBE-SERVICES'",
        "ipvs, 'nft add table ip nat; nft add chain ip nat KUBE-SERVICES; ip link add kube-ipvs0 type veth peer name other'"
    })
    void aProxyThatIsNotThereWhileItsWorkIsMayBeStartingAgain(String mode, String work) {
        // Given
        lab().onNode(work);
        // Then
        var seen = find();
        assertThat(seen.kind()).isEqualTo(ProxySeen.Kind.UNKNOWN);
        assertThat(seen.why())
                .contains("no kube-proxy runs, but its work is there (" + mode + "): it may be starting again");
        // When
        serve(HEALTH, "/healthz", 200, "{\"lastUpdated\": \"2026-11-21 10:00:00\"}");
        // Then
        assertThat(find().kind()).isEqualTo(ProxySeen.Kind.KUBE_PROXY);
        assertThat(find().mode()).contains(mode);
    }

    @Test
    void whereItsWorkCannotBeLookedForNothingIsKnown() {
        var seen = ProxyFinder.unlessItStarts(Traces.unread("EPERM"), NOW);
        assertThat(seen).isEqualTo(ProxySeen.unknown(NOW, "EPERM"));
    }

    @Test
    void workOfTwoModesTellsNoMode() {
        lab().onNode("nft add table ip kube-proxy; nft add table ip nat; nft add chain ip nat KUBE-SERVICES");
        serve(HEALTH, "/healthz", 200, "{\"lastUpdated\": \"2026-11-21 10:00:00\"}");
        assertThat(find().mode()).isEmpty();
    }

    @Test
    void rulesOfOthersAreNotItsWork() {
        lab().onNode(
                        "nft add table inet kube-proxy-guard; nft add table ip nat; nft add chain ip nat KUBE-KUBELET-CANARY");
        assertThat(find()).isEqualTo(ProxySeen.none(NOW));
    }

    @Test
    void aProxyThatAnswersNowhereIsKnownByItsProcess() throws Exception {
        var program = Objects.requireNonNull(folder).resolve("kube-proxy");
        Files.copy(Path.of("/usr/bin/sleep"), program);
        var process = new ProcessBuilder(
                        "ip", "netns", "exec", lab().nodePath().getFileName().toString(), program.toString(), "30")
                .start();
        try {
            var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            var seen = find();
            while (seen.kind() == ProxySeen.Kind.NONE && System.nanoTime() < until) {
                seen = find();
            }
            assertThat(seen.kind()).isEqualTo(ProxySeen.Kind.KUBE_PROXY);
            assertThat(seen.healthy()).isEmpty();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void somethingElseOnItsPortLeavesTheAnswerOpen() {
        serve(METRICS, "/metrics", 200, "go_goroutines 7\n");
        var seen = find();
        assertThat(seen.kind()).isEqualTo(ProxySeen.Kind.UNKNOWN);
        assertThat(seen.why()).isPresent();
    }

    private ProxySeen find() {
        var node = lab().nodeNamespace();
        var ports = new ProxyFinder.Ports(METRICS, HEALTH);
        return new ProxyFinder(node, NodeNamespaces.inode(node), ports, InstantSource.fixed(NOW)).find();
    }

    private void serve(int port, String path, int status, String body) {
        var server = lab().nodeNamespace().call(() -> {
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
            return HttpServer.create(address, 5);
        });
        answer(server, path, status, body);
        server.start();
        servers.add(server);
    }

    private static void answer(HttpServer server, String path, int status, String body) {
        server.createContext(path, exchange -> {
            var octets = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, octets.length);
            try (var out = exchange.getResponseBody()) {
                out.write(octets);
            }
        });
    }

    private Lab lab() {
        return Objects.requireNonNull(opened);
    }
}
