/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.kernel.support.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that nft loaded, read on the real kernel. */
class NatRulesIT {

    private static final int UDP = ServiceAddress.UDP;
    private static final int TCP = ServiceAddress.TCP;

    private Namespace namespace;
    private NatRules rules;

    @BeforeEach
    void open() {
        Kernel.required();
        namespace = Namespace.make();
        rules = namespace.entry().call(NatRules::open);
    }

    @AfterEach
    void close() {
        if (namespace != null) {
            rules.close();
            namespace.close();
        }
    }

    @Test
    void withoutAnyTableThereIsNoRule() {
        assertThat(ask("203.0.113.7", 162, UDP)).isEqualTo(new NatVerdict.NoRule());
    }

    /** Real kube-proxy 1.36.3 wrote this table; the services are named after what is special about them. */
    @ParameterizedTest
    @CsvSource({
        "plain, 10.96.1.1, 162, 17, 10.244.1.1:1162 10.244.2.2:1162 10.244.3.3:1162",
        "one, 10.96.1.2, 80, 6, 10.244.1.1:8080",
        "client affinity, 10.96.1.4, 80, 6, 10.244.1.1:8080 10.244.2.2:8080",
        "external address, 203.0.113.7, 162, 17, 10.244.1.1:1162 10.244.2.2:1162",
        "load balancer, 203.0.113.17, 162, 17, 10.244.1.1:1162 10.244.2.2:1162",
        "external traffic stays on the node, 203.0.113.9, 162, 17, 10.244.1.1:1162 10.244.2.2:1162",
        "load balancer for some sources, 203.0.113.20, 162, 17, 10.244.1.1:1162",
        "sctp, 10.96.1.11, 36412, 132, 10.244.2.2:36412",
        "IPv6, fd96::1, 162, 17, [fd44::1]:1162 [fd44::2]:1162",
        "other protocol, 10.96.1.1, 162, 6, refused",
        "no endpoint, 10.96.1.3, 162, 17, refused",
        "no endpoint over IPv6, fd96::2, 80, 6, refused",
        "no endpoint on this node, 10.96.1.10, 162, 17, refused",
        "no service, 10.96.99.99, 162, 17, refused",
        "not an address of services, 203.0.113.99, 162, 17, none",
        "not an address of services over IPv6, 2001:db8::1, 162, 17, none",
    })
    void whatKubeProxyWroteIsUnderstood(String what, String ip, int port, int protocol, String expected)
            throws IOException {
        // Given
        load(Path.of("src/test/resources/kube-proxy-1.36.3.nft"));
        // When
        var verdict = ask(ip, port, protocol);
        // Then
        assertThat(text(verdict)).as(what).isEqualTo(expected);
    }

    @Test
    void whatDependsOnTheSenderIsNotUnderstood() throws IOException {
        // Given only flows of the node itself are translated, others are dropped
        load(Path.of("src/test/resources/kube-proxy-1.36.3.nft"));
        // When
        var verdict = ask("203.0.113.8", 162, UDP);
        // Then
        assertThat(verdict).isInstanceOf(NatVerdict.NotUnderstood.class);
        assertThat(verdict.toString()).contains("10.244.2.2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ip daddr 203.0.113.7 udp dport 162 dnat ip to 10.2.0.2 | 10.2.0.2:162",
                "ip daddr 203.0.113.7 udp dport 162 counter dnat ip to 10.2.0.2:1162 | 10.2.0.2:1162",
                "ip daddr { 203.0.113.7, 203.0.113.8 } udp dport { 160-165 } dnat ip to 10.2.0.2 | 10.2.0.2:162",
                "ip daddr 203.0.113.0/28 meta l4proto { tcp, udp } th dport 100-200 dnat ip to 10.2.0.2 | 10.2.0.2:162",
                "ip daddr 203.0.113.0/24 udp dport != 163 ct state new dnat ip to 10.2.0.2 | 10.2.0.2:162",
                "dnat ip to ip daddr . meta l4proto . th dport map { 203.0.113.7 . udp . 162 : 10.2.0.2 . 1162 } | 10.2.0.2:1162",
                "udp dport 162 dnat ip to jhash ip saddr mod 2 map { 0 : 10.2.0.2, 1 : 10.2.0.3 } | 10.2.0.2:162 10.2.0.3:162",
                "ip daddr . udp dport { 203.0.113.0/24 . 160-170 } dnat ip to 10.2.0.2 | 10.2.0.2:162",
                "ip daddr 203.0.113.7 udp dport vmap { 162 : drop } | refused",
                "ip daddr 203.0.113.8 udp dport 162 dnat ip to 10.2.0.2 | none",
                "ip daddr 203.0.113.7 udp dport 163 dnat ip to 10.2.0.2 | none",
                "ip daddr 203.0.113.7 tcp dport 162 dnat ip to 10.2.0.2 | none",
                "ip daddr 203.0.113.7 ct state established dnat ip to 10.2.0.2 | none",
                "ip6 daddr 2001:db8::7 udp dport 162 dnat ip6 to fd00::2 | none",
                "fib daddr type local udp dport 162 dnat ip to 10.2.0.2 | none",
                "dnat ip to ip daddr . meta l4proto . th dport map { 203.0.113.8 . udp . 162 : 10.2.0.2 . 1162 } | none",
                "ip daddr 203.0.113.7 udp dport 162 dnat ip to 10.2.0.2-10.2.0.9 | not understood",
                "ip daddr 203.0.113.7 udp dport 162 dnat ip to 10.2.0.2:1000-1010 | not understood",
                "ip daddr 203.0.113.7 udp dport 162 redirect to :99 | not understood",
                "iifname eth0 ip daddr 203.0.113.7 udp dport 162 dnat ip to 10.2.0.2 | not understood",
                "ip saddr 10.0.0.1 udp dport 162 dnat ip to 10.2.0.2 | not understood",
                "udp dport 162 limit rate 5/second dnat ip to 10.2.0.2 | not understood",
                "iifname eth0 ip daddr 203.0.113.8 udp dport 162 dnat ip to 10.2.0.2 | none",
            })
    void aHandMadeRuleIsUnderstoodOrSaidNotToBe(String rule, String expected) {
        // Given
        nft("table inet lab { chain pre { type nat hook prerouting priority dstnat; " + rule + "; } }");
        // When, Then
        assertThat(text(ask("203.0.113.7", 162, UDP))).isEqualTo(expected);
    }

    @Test
    void aRuleOverIpv6IsUnderstood() {
        nft("table inet lab { map m { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service;"
                + " elements = { 2001:db8::7 . udp . 162 : fd00::2 . 1162 }; };"
                + " chain pre { type nat hook prerouting priority dstnat;"
                + " dnat ip6 to ip6 daddr . meta l4proto . th dport map @m; } }");
        assertThat(text(ask("2001:db8::7", 162, UDP))).isEqualTo("[fd00::2]:1162");
        assertThat(text(ask("2001:db8::8", 162, UDP))).isEqualTo("none");
        assertThat(text(ask("203.0.113.7", 162, UDP))).isEqualTo("none");
    }

    @Test
    void aChainThatTheKernelAsksEarlierDecides() {
        nft("table ip later { chain pre { type nat hook prerouting priority dstnat + 5;"
                + " ip daddr 203.0.113.7 udp dport 162 dnat to 10.9.9.9; } }");
        nft("table ip earlier { chain pre { type nat hook prerouting priority dstnat; jump other; };"
                + " chain other { udp dport 162 goto last; ip daddr 203.0.113.7 dnat to 10.8.8.8; };"
                + " chain last { ip daddr 203.0.113.7 dnat to 10.2.0.2; } }");
        assertThat(text(ask("203.0.113.7", 162, UDP))).isEqualTo("10.2.0.2:162");
        assertThat(text(ask("203.0.113.7", 162, TCP))).isEqualTo("10.8.8.8:162");
    }

    @Test
    void aFilterRefusesOnlyByARuleThatIsSureOfTheAddress() {
        nft("table ip f { chain passing { type filter hook forward priority filter; policy drop;"
                + " ip daddr 203.0.113.7 udp dport 162 reject;"
                + " iifname eth0 ip daddr 203.0.113.8 drop;"
                + " ip daddr 203.0.113.9 accept; } }");
        assertThat(text(ask("203.0.113.7", 162, UDP))).isEqualTo("refused");
        assertThat(text(ask("203.0.113.8", 162, UDP))).isEqualTo("none");
        assertThat(text(ask("203.0.113.9", 162, UDP))).isEqualTo("none");
        assertThat(text(ask("203.0.113.10", 162, UDP))).isEqualTo("none");
    }

    @Test
    void theNodesOwnAddressIsKnownToRulesThatAskForIt() {
        nft("table ip lab { chain pre { type nat hook prerouting priority dstnat;"
                + " fib daddr type local udp dport 162 dnat to 10.2.0.2; } }");
        var address = new ServiceAddress(Ip.parse("203.0.113.7"), 162, UDP);
        assertThat(text(rules.towards(address, true))).isEqualTo("10.2.0.2:162");
        assertThat(text(rules.towards(address, false))).isEqualTo("none");
    }

    @Test
    void aChangeOfTheRulesIsHeard() {
        // Given
        try (var changes = namespace.entry().call(RuleChanges::open)) {
            assertThat(changes.await(Duration.ZERO)).isFalse();
            // When
            nft("table ip lab { chain pre { } }");
            // Then
            assertThat(changes.await(Duration.ofSeconds(5))).isTrue();
            assertThat(changes.await(Duration.ZERO)).isFalse();
        }
    }

    private NatVerdict ask(String ip, int port, int protocol) {
        return rules.towards(new ServiceAddress(Ip.parse(ip), port, protocol), false);
    }

    private static String text(NatVerdict verdict) {
        return switch (verdict) {
            case NatVerdict.NoRule _ -> "none";
            case NatVerdict.Refused _ -> "refused";
            case NatVerdict.NotUnderstood _ -> "not understood";
            case NatVerdict.Changing _ -> "changing";
            case NatVerdict.LeadsTo(var targets) ->
                targets.stream()
                        .map(target -> (target.ip().isV4() ? "%s:%d" : "[%s]:%d").formatted(target.ip(), target.port()))
                        .sorted()
                        .collect(Collectors.joining(" "));
        };
    }

    private void load(Path file) throws IOException {
        nft(Files.readString(file));
    }

    private void nft(String text) {
        var lines = Arrays.stream(text.split("(?<=[;}]) (?=[a-z}])")).collect(Collectors.joining("\n"));
        try {
            var file = Files.createTempFile("rules", ".nft");
            Files.writeString(file, text.contains("\n") ? text : lines);
            namespace.run("nft -f " + file);
            Files.delete(file);
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
