/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.common.cli.ExitCode;
import io.flowmend.common.config.InvalidSettings;
import io.flowmend.common.kafka.KafkaSettings;
import io.flowmend.local.owner.AddressHistory;
import io.flowmend.local.owner.OwnerAnswer;
import io.flowmend.streams.service.ServiceAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells which pod owned an address at a time. */
@Command(
        name = "who-owned",
        description = {
            "Tells which pod owned an address at a time, who had it before, and the records that say so.",
            "",
            "A pod owns an address by the rules of the detectors: not on the host's network, not once it has finished, nor when"
                    + " it is terminating and its network was removed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:somebody owned it",
            "2:wrong arguments",
            "3:nobody owned it, as far as the topic tells",
            "4:no platform can be reached"
        })
public final class WhoOwnedCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "IP", description = "Address of a pod, IPv4 or IPv6.")
    private String address = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "A time like 2026-01-01T00:00:00Z, or 10m for ten minutes ago; now if not given.")
    private @Nullable String at;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    ExitCode run(KafkaSettings kafka) {
        var now = Instant.now();
        var time = Optional.ofNullable(at)
                .map(text -> PointInTime.of("--at", text, now))
                .orElse(now);
        var normal = normal();
        var answer = OwnerAnswer.of(AddressHistory.read(kafka, normal), normal, time);
        if (json) {
            System.out.println(answer.json());
        } else {
            answer.lines().forEach(System.out::println);
        }
        return answer.owners().isEmpty() ? ExitCode.NOT_FOUND : ExitCode.OK;
    }

    private String normal() {
        try {
            return ServiceAddress.normal(address);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings(List.of("IP is '" + address + "'; allowed: an IPv4 or IPv6 address"));
        }
    }
}
