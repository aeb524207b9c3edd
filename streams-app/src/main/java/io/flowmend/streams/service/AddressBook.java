/* Licensed under Apache-2.0. */
package io.flowmend.streams.service;

import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.service.SliceFact.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Derives what each address of a service is worth from the Service and its slices; pure. */
public final class AddressBook {

    /**
     * @param before what was said of the service's addresses last
     * @param cause record that changed something
     */
    public static List<AddressFact> of(
            ServiceFact service, List<SliceFact> slices, List<AddressFact> before, RecordRef cause) {
        var facts = new ArrayList<AddressFact>();
        for (var vip : service.vips()) {
            for (var port : service.ports()) {
                var address = new ServiceAddress(vip.ip(), port.port(), port.protocol());
                if (facts.stream().noneMatch(fact -> fact.address().equals(address))) {
                    facts.add(fact(service, vip, port, address, slices, before, cause));
                }
            }
        }
        return facts;
    }

    private static AddressFact fact(
            ServiceFact service,
            ServiceFact.Vip vip,
            ServiceFact.Port port,
            ServiceAddress address,
            List<SliceFact> slices,
            List<AddressFact> before,
            RecordRef cause) {
        var serving = slices.stream()
                .filter(slice -> slice.serves(port, address.isIpv6()))
                .filter(slice -> slice.endpoints().stream().anyMatch(Endpoint::ready))
                .toList();
        if (serving.isEmpty()) {
            // kube-proxy falls back on endpoints that end but still serve (KEP-1669)
            serving = slices.stream()
                    .filter(slice -> slice.serves(port, address.isIpv6()))
                    .filter(slice -> slice.endpoints().stream().anyMatch(Endpoint::isLastResort))
                    .toList();
        }
        var known = before.stream()
                .filter(fact -> fact.address().equals(address) && fact.uid().equals(service.uid()))
                .findFirst();
        var wasReady = known.flatMap(AddressFact::readySince);
        var localOnly = service.isLocalOnly(vip.kind());
        return new AddressFact(
                address,
                service.namespace(),
                service.name(),
                service.uid(),
                service.exemption().or(vip::exemption),
                localOnly,
                localOnly ? nodes(serving) : Set.of(),
                serving.isEmpty() ? Optional.empty() : wasReady.or(() -> Optional.of(cause.time())),
                service.record(),
                serving.isEmpty()
                        ? Optional.empty()
                        : wasReady.isPresent()
                                ? known.flatMap(AddressFact::slice)
                                : Optional.of(serving.getFirst().record()),
                service.directReturn(),
                backends(service, port, address, slices),
                cause);
    }

    private static List<ReadyBackend> backends(
            ServiceFact service, ServiceFact.Port port, ServiceAddress address, List<SliceFact> slices) {
        if (address.protocol() != ServiceAddress.TCP) {
            return List.of();
        }
        var ready = slices.stream()
                .filter(slice -> slice.serves(port, address.isIpv6()))
                .flatMap(slice -> slice.endpoints().stream())
                .filter(Endpoint::ready)
                .flatMap(endpoint -> endpoint.addresses().stream()
                        .map(ip -> new ReadyBackend(ServiceAddress.normal(ip), endpoint.node())))
                .distinct()
                .sorted(Comparator.comparing(ReadyBackend::ip))
                .toList();
        var anyNodeWould =
                service.directReturn().filter(DirectReturn::isMaglevTunnel).isPresent();
        return anyNodeWould || ready.size() == 1 ? ready : List.of();
    }

    private static Set<String> nodes(List<SliceFact> serving) {
        var ready =
                serving.stream().flatMap(slice -> slice.endpoints().stream()).anyMatch(Endpoint::ready);
        return serving.stream()
                .flatMap(slice -> slice.endpoints().stream())
                .filter(endpoint -> ready ? endpoint.ready() : endpoint.isLastResort())
                .flatMap(endpoint -> endpoint.node().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private AddressBook() {}
}
