/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

import io.flowmend.lab.net.AddressText;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.net.ServiceAddress.Family;
import io.flowmend.lab.net.StallableProxy;
import io.flowmend.lab.process.ChildProcess;
import io.flowmend.lab.process.Undisturbed;
import io.flowmend.lab.process.Waiting;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Real kube-proxy in nftables mode inside the namespace of a node. */
public final class KubeProxy implements AutoCloseable {

    private static final Duration SYNCED_WITHIN = Duration.ofSeconds(30);

    private final LabNode node;
    private final StallableProxy api;
    private final ChildProcess process;

    private KubeProxy(LabNode node, StallableProxy api, ChildProcess process) {
        this.node = node;
        this.api = api;
        this.process = process;
    }

    static KubeProxy start(ControlPlane plane, Path program, Path logs, LabNode node) {
        // Without an address of its node kube-proxy waits for half a minute.
        try (var admin = plane.client(User.ADMIN)) {
            new NodeOwner(admin).register(node);
        }
        var api = StallableProxy.in(node.namespace(), plane.address());
        var process = ChildProcess.start(
                logs,
                "kube-proxy-" + node.name(),
                node.namespace()
                        .inside(List.of(
                                program.toString(),
                                "--proxy-mode=nftables",
                                "--hostname-override=" + node.name(),
                                "--kubeconfig=" + plane.kubeconfig(User.KUBE_PROXY, api.port()),
                                // These belong to the machine, not to the namespace, and are not ours to change.
                                "--conntrack-max-per-core=0",
                                "--conntrack-tcp-timeout-established=0s",
                                "--conntrack-tcp-timeout-close-wait=0s")));
        var proxy = new KubeProxy(node, api, process);
        Waiting.until("kube-proxy writes its table", SYNCED_WITHIN, () -> {
            process.check();
            return proxy.table(Family.IPV4).contains("service-ips");
        });
        return proxy;
    }

    /** Its connection to the API server: stalled, kube-proxy heals nothing. */
    public StallableProxy api() {
        return api;
    }

    /** Whether its rules translate what is sent to this address. */
    public boolean translates(ServiceAddress service) {
        var map = node.namespace()
                .command("nft", "list", "map", tableFamily(service.family()), "kube-proxy", "service-ips")
                .attempt()
                .output();
        return map.contains("%s . %s . %d : goto "
                .formatted(
                        AddressText.of(service.address()), service.transport().lowercase(), service.port()));
    }

    /** Returns when its rules translate what is sent to this address. */
    public void awaitTranslating(ServiceAddress service) {
        if (!Waiting.holdsWithin(SYNCED_WITHIN, () -> translates(service))) {
            throw new IllegalStateException(
                    "kube-proxy does not translate " + service + "\n" + table(service.family()) + process.lastWords());
        }
    }

    /** Returns when some rule of it leads to this backend, or when none does any more. */
    public void awaitBackend(InetSocketAddress backend, boolean wanted) {
        var words = " : %s . %d ".formatted(AddressText.of(backend.getAddress()), backend.getPort());
        Waiting.until(
                "kube-proxy " + (wanted ? "leads" : "leads no more") + " to " + backend,
                SYNCED_WITHIN,
                () -> table(Family.of(backend.getAddress())).contains(words) == wanted);
    }

    /** Its rules for one family, as nft prints them. */
    public String table(Family family) {
        return node.namespace()
                .command("nft", "list", "table", tableFamily(family), "kube-proxy")
                .attempt()
                .output();
    }

    @Override
    public void close() {
        Undisturbed.close(List.of(process, api));
    }

    private static String tableFamily(Family family) {
        return family == Family.IPV6 ? "ip6" : "ip";
    }
}
