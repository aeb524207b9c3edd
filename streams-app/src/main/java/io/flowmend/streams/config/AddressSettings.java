/* Licensed under Apache-2.0. */
package io.flowmend.streams.config;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import io.flowmend.streams.detector.nodeloss.NodeLossConfig;
import io.flowmend.streams.detector.nodeloss.NodeLossRule;
import io.flowmend.streams.detector.stalenat.BpfRule;
import java.time.Duration;

/** Settings of the detectors by service address that came later. Each default names its source. */
public record AddressSettings(BpfRule staleNatBpf, NodeLossRule nodeLoss) {

    static AddressSettings from(Settings settings, Duration skew) {
        return new AddressSettings(staleNatBpf(settings, skew), nodeLoss(settings, skew));
    }

    private static BpfRule staleNatBpf(Settings settings, Duration skew) {
        var rule = new BpfRule(
                skew,
                bpf(
                        settings,
                        "patience",
                        10,
                        "Below Calico 3.30.0: how long after a service became ready a packet must still pass untranslated"
                                + " (field guide 5A.3; the creation grace of timeouts.go)."),
                bpf(
                        settings,
                        "patience.scan",
                        25,
                        "From Calico 3.30.0 on, or if the version is not known: two scans and their jitter (field guide"
                                + " 5A.3: 20 to 25 s)."),
                bpf(settings, "timeout", 60, "Calico's idle timeout of a UDP entry (field guide 5A.1; timeouts.go)."),
                bpf(
                        settings,
                        "expiry.grace",
                        15,
                        "How long after its idle timeout an entry may still be reported: one scan of 10 s and the node's"
                                + " own look; no upstream figure."));
        settings.require(
                !rule.patienceForScan().minus(rule.patience()).isNegative(),
                "streams.stalenat.ebpf.patience.scan must not be shorter than streams.stalenat.ebpf.patience");
        return rule;
    }

    private static Duration bpf(Settings settings, String name, int seconds, String doc) {
        return settings.duration("streams.stalenat.ebpf." + name, Duration.ofSeconds(seconds), Check.positive(), doc);
    }

    private static NodeLossRule nodeLoss(Settings settings, Duration skew) {
        var config = new NodeLossConfig(
                skew,
                nodeLoss(
                        settings,
                        "hold",
                        Duration.ofSeconds(90),
                        "How long routers may go on sending to a lost node: kube-router's BGP hold time (field guide 5B.1)."),
                nodeLoss(
                        settings,
                        "rto",
                        Duration.ofMinutes(2),
                        "How long a client may then wait before it sends again (field guide 5B.3)."),
                nodeLoss(
                        settings,
                        "row.memory",
                        Duration.ofMinutes(15),
                        "How long a connection that was seen says something: IPVS's timeout of ESTABLISHED (field guide"
                                + " 5B.1; ip_vs_proto_tcp.c)."),
                nodeLoss(
                        settings,
                        "confirm",
                        Duration.ofMinutes(1),
                        "How long after a reset the loss of the other node must show: the API's grace is 40 to 50 s (field"
                                + " guide 5B.2, unsourced there)."),
                settings.integer(
                        "streams.nodeloss.clients",
                        3,
                        Check.between(1, 1000),
                        "As many distinct client addresses within streams.nodeloss.window make a finding certain (K of"
                                + " field guide 5B.3, which gives no number; ours)."),
                nodeLoss(settings, "window", Duration.ofMinutes(1), "In which they count together (field guide 5B.3)."),
                settings.integer(
                        "streams.nodeloss.listed",
                        16,
                        Check.between(1, 1000),
                        "As many clients are listed with their records; the rest is counted."));
        settings.require(
                config.clients() <= config.listed(),
                "streams.nodeloss.clients must not be greater than streams.nodeloss.listed");
        return new NodeLossRule(config);
    }

    private static Duration nodeLoss(Settings settings, String name, Duration normal, String doc) {
        return settings.duration("streams.nodeloss." + name, normal, Check.positive(), doc);
    }
}
