/* Licensed under Apache-2.0. */
package io.flowmend.lab.world;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.flowmend.common.cli.StartupFailure;
import io.flowmend.lab.cluster.Api;
import io.flowmend.lab.cluster.ControlPlane;
import io.flowmend.lab.cluster.MockApi;
import io.flowmend.lab.cluster.NodeOwner;
import io.flowmend.lab.cluster.PodOwner;
import io.flowmend.lab.cluster.ServiceOwner;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.NetworkLab;
import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.net.UdpReceiver;
import io.flowmend.lab.process.Undisturbed;
import io.flowmend.local.platform.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where flows are broken: a node with client and upstream, an API that knows it, and whoever translates on it. Many runs take
 * place in one world, each with addresses and objects of its own.
 */
public final class World implements AutoCloseable {

    /** On which all pods of a world receive datagrams, so that one look upstream sees all that is lost. */
    public static final int POD_PORT = 1162;

    private static final String NODE = "node-lab";

    private final NetworkLab network;
    private final LabNode node;
    private final UdpReceiver lost;
    private final Api api;
    private final KubernetesClient client;
    private final Dataplane dataplane;
    private final AtomicInteger runs = new AtomicInteger();

    private World(NetworkLab network, LabNode node, Api api, Dataplane dataplane) {
        this.network = network;
        this.node = node;
        this.api = api;
        this.client = api.client();
        this.dataplane = dataplane;
        this.lost = node.receiveLost(POD_PORT);
    }

    /**
     * Opens one.
     *
     * @param folder takes what its processes write
     * @throws StartupFailure if something that it needs is missing; nothing of it is left then
     */
    public static World open(Dataplane.Kind kind, Path folder, Progress progress) {
        check(kind);
        var network = NetworkLab.open();
        try {
            var node = network.addNode(NODE);
            progress.say("namespaces ready; the node's is " + node.namespace().path());
            var api = api(folder, progress);
            try {
                return new World(network, node, api, dataplane(kind, api, node, progress));
            } catch (RuntimeException failed) {
                api.close();
                throw failed;
            }
        } catch (RuntimeException failed) {
            network.close();
            throw failed;
        }
    }

    public LabNode node() {
        return node;
    }

    public Api api() {
        return api;
    }

    public Dataplane dataplane() {
        return dataplane;
    }

    public ServiceOwner services() {
        return new ServiceOwner(client);
    }

    public PodOwner pods() {
        return new PodOwner(client, NODE);
    }

    /** What was sent to pods that are gone, and belongs to nobody. */
    public UdpReceiver lost() {
        return lost;
    }

    /** For a run that nobody has had yet. */
    public Numbers next(String what) {
        return new Numbers(what, runs.getAndIncrement());
    }

    /** From the client's port to the service. */
    public Flow flow(int clientPort, ServiceAddress service) {
        return Flow.of(service.transport(), node.clientAddress(service.family()), clientPort, service.socketAddress());
    }

    @Override
    public void close() {
        Undisturbed.close(List.of(client, api, network));
    }

    private static void check(Dataplane.Kind kind) {
        var missing = Needs.missingForKernel();
        if (!missing.isEmpty()) {
            throw new StartupFailure("'lab' needs " + String.join(", ", missing));
        }
        if (kind == Dataplane.Kind.KUBE_PROXY) {
            missing = Needs.missingForControlPlane("kube-proxy");
            if (!missing.isEmpty()) {
                throw new StartupFailure("'lab --dataplane kube-proxy' needs " + String.join(", ", missing));
            }
        }
    }

    private static Api api(Path folder, Progress progress) {
        var missing = Needs.missingForControlPlane();
        if (missing.isEmpty()) {
            var plane = ControlPlane.start(Needs.assets().orElseThrow(), folder);
            progress.say("kube-apiserver and etcd ready");
            return plane;
        }
        progress.say("no " + String.join(", ", missing) + ": a mock API server stands in, and no figure counts");
        return MockApi.start(folder);
    }

    private static Dataplane dataplane(Dataplane.Kind kind, Api api, LabNode node, Progress progress) {
        try (var client = api.client()) {
            new NodeOwner(client).register(node);
        }
        return switch (kind) {
            case NFT -> new Dataplane.Nft(node);
            case KUBE_PROXY ->
                switch (api) {
                    case ControlPlane plane -> {
                        var proxy = plane.startKubeProxy(node);
                        progress.say("kube-proxy ready");
                        yield new Dataplane.Proxied(proxy);
                    }
                    case MockApi _ -> throw new StartupFailure("kube-proxy needs a real API server");
                };
        };
    }
}
