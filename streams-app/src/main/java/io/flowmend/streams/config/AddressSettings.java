/* Licensed under Apache-2.0. */
package io.flowmend.streams.config;

import io.flowmend.common.config.Check;
import io.flowmend.common.config.Settings;
import io.flowmend.streams.detector.stalenat.BpfRule;
import java.time.Duration;

/** Settings of the detectors by service address that came later: the eBPF form of {@code stalenat}. */
public record AddressSettings(BpfRule staleNatBpf) {

    static AddressSettings from(Settings settings, Duration skew) {
        return new AddressSettings(staleNatBpf(settings, skew));
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
}
