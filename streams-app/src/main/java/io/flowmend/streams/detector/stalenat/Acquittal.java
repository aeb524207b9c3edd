/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.stalenat;

import io.flowmend.streams.detector.Harmless;
import io.flowmend.streams.service.AddressFact;
import io.flowmend.streams.service.ServiceAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why entries are not reported, in more words than a withdrawal needs. Asked for by people only. */
final class Acquittal {

    /** One for each entry of which no finding is open. */
    static List<Harmless> of(StaleNatState state, Scene scene) {
        return state.entries().values().stream()
                .sorted(Comparator.comparingInt(Entry::zone))
                .flatMap(entry -> reason(entry, state, scene)
                        .map(reason -> new Harmless(
                                StaleNatReport.RULE,
                                StaleNatReport.subject(
                                        entry, scene.services().stream().findFirst(), scene),
                                scene.now(),
                                reason))
                        .stream())
                .toList();
    }

    private static Optional<String> reason(Entry entry, StaleNatState state, Scene scene) {
        return switch (entry.phase()) {
            case Entry.Phase.Reported _ -> Optional.empty();
            case Entry.Phase.Suspected _ ->
                Optional.of(
                        scene.known()
                                ? "it has not lasted longer than the clocks may differ"
                                : "the node or the API is not known at this time");
            case Entry.Phase.Watched _ -> Optional.of(harmless(entry, state, scene));
        };
    }

    private static String harmless(Entry entry, StaleNatState state, Scene scene) {
        if (scene.address().protocol() != ServiceAddress.UDP) {
            return "it is not UDP: such a flow is refused and made anew";
        }
        if (!entry.unNatted()) {
            return "the flow is translated";
        }
        if (scene.services().isEmpty()) {
            return "no service has this address and port";
        }
        return scene.natted().isEmpty()
                ? notNatted(scene.services().getFirst())
                : StaleNatRule.whyNot(entry, state, scene);
    }

    private static String notNatted(AddressFact service) {
        var name = "service " + service.namespace() + "/" + service.name();
        if (service.exemption().isPresent()) {
            return name + ": " + service.exemption().get();
        }
        return service.readySince().isEmpty()
                ? name + " has no ready backend"
                : name + " has the traffic policy Local and no ready backend on this node";
    }

    private Acquittal() {}
}
