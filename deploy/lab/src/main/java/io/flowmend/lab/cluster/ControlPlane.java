/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.flowmend.common.net.LoopbackPort;
import io.flowmend.lab.net.LabNode;
import io.flowmend.lab.net.StallableProxy;
import io.flowmend.lab.process.ChildProcess;
import io.flowmend.lab.process.Undisturbed;
import io.flowmend.lab.process.Waiting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Kubernetes control plane of child processes: etcd and kube-apiserver with RBAC, and more of it when asked. Dual-stack,
 * so that services of both families exist. It ends with this JVM, however that ends.
 */
public final class ControlPlane implements Api {

    /** Where cluster addresses come from, IPv4 first. */
    public static final String SERVICE_RANGES = "10.96.0.0/16,fd00:10:96::/112";

    /** Where kwok's pods get theirs. */
    public static final String POD_RANGE = "10.244.0.0/16";

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Path assets;
    private final ControlPlaneFiles files;
    private final LoopbackPort port;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private ControlPlane(Path assets, ControlPlaneFiles files) {
        this.assets = assets;
        this.files = files;
        parts.push(files::delete);
        this.port = kept(LoopbackPort.free());
    }

    /**
     * Starts etcd and kube-apiserver and returns when services can be made.
     *
     * @param assets where their programs are; see {@link io.flowmend.lab.world.Needs}
     * @param parent where it makes a folder of its own, which goes with it
     */
    public static ControlPlane start(Path assets, Path parent) {
        var plane = new ControlPlane(assets, ControlPlaneFiles.create(parent));
        try {
            plane.startEtcdAndApiServer();
            return plane;
        } catch (RuntimeException | Error e) {
            plane.close();
            throw e;
        }
    }

    /** Where the API server listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(LoopbackPort.HOST), port.number());
    }

    /** A proxy of this machine to the API server; {@link #kubeconfig(User, int)} leads through it. */
    public StallableProxy proxy() {
        return kept(StallableProxy.to(address()));
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig(User.ADMIN);
    }

    @Override
    public KubernetesClient client() {
        return client(User.ADMIN);
    }

    @Override
    public boolean real() {
        return true;
    }

    /** A file that leads this user straight to the API server. */
    public Path kubeconfig(User user) {
        return kubeconfig(user, port.number());
    }

    /** A file that leads this user there through another port. */
    public Path kubeconfig(User user, int throughPort) {
        return files.kubeconfig(user, throughPort);
    }

    /** A client of its own for this user; the caller closes it. */
    public KubernetesClient client(User user) {
        return client(kubeconfig(user));
    }

    /** A client that goes through another port; the caller closes it. */
    public KubernetesClient client(User user, int throughPort) {
        return client(kubeconfig(user, throughPort));
    }

    /** Adds kube-controller-manager: slices from services and pods, deployments, garbage collection. */
    public void startControllerManager() {
        start(
                "kube-controller-manager",
                "--kubeconfig=" + kubeconfig(User.ADMIN),
                "--leader-elect=false",
                "--secure-port=0",
                "--service-account-private-key-file=" + files.serviceAccountKey());
    }

    /** Adds kwok, which plays kubelet for nodes labelled type=kwok and their pods, with the life that stages.yaml tells. */
    public void startKwok() {
        start(
                "kwok",
                "--kubeconfig=" + kubeconfig(User.ADMIN),
                "--config=" + assets.resolve("stages.yaml"),
                "--manage-nodes-with-label-selector=type=kwok",
                "--cidr=" + POD_RANGE,
                "--node-ip=192.0.2.10");
    }

    /** Adds kube-proxy on this node; it makes the Node object too. */
    public KubeProxy startKubeProxy(LabNode node) {
        return kept(KubeProxy.start(this, assets.resolve("kube-proxy"), files.folder(), node));
    }

    @Override
    public void close() {
        Undisturbed.close(parts);
    }

    private void startEtcdAndApiServer() {
        var client = "http://127.0.0.1:" + kept(LoopbackPort.free()).number();
        var peer = "http://127.0.0.1:" + kept(LoopbackPort.free()).number();
        var etcd = start(
                "etcd",
                "--data-dir=" + files.folder().resolve("etcd"),
                "--unsafe-no-fsync",
                "--log-level=warn",
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer);
        var apiServer = start(
                "kube-apiserver",
                "--etcd-servers=" + client,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                // It would publish 127.0.0.1 as an endpoint of the service "kubernetes", which is not allowed.
                "--endpoint-reconciler-type=none",
                "--secure-port=" + port.number(),
                "--cert-dir=" + files.certificates(),
                "--token-auth-file=" + files.tokens(),
                "--authorization-mode=RBAC",
                // Nobody makes the accounts that pods would have to name.
                "--disable-admission-plugins=ServiceAccount",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + files.serviceAccountKey(),
                "--service-account-signing-key-file=" + files.serviceAccountKey(),
                "--service-cluster-ip-range=" + SERVICE_RANGES);
        Waiting.until("kube-apiserver answers\n" + files.folder(), READY_WITHIN, () -> {
            etcd.check();
            apiServer.check();
            return files.hasCertificate();
        });
        try (var admin = client(User.ADMIN)) {
            Waiting.until("kube-apiserver is ready", READY_WITHIN, () -> {
                etcd.check();
                apiServer.check();
                return ready(admin);
            });
        }
    }

    /** Ready is not enough: cluster addresses are given out only after the ranges were written as objects. */
    private static boolean ready(KubernetesClient admin) {
        try {
            return "ok".equals(admin.raw("/readyz"))
                    && admin.services()
                                    .inNamespace("default")
                                    .withName("kubernetes")
                                    .get()
                            != null;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    private ChildProcess start(String program, String... flags) {
        var words = Stream.concat(Stream.of(assets.resolve(program).toString()), Stream.of(flags))
                .toList();
        return kept(ChildProcess.start(files.folder(), program, List.copyOf(words)));
    }

    private <T extends AutoCloseable> T kept(T part) {
        parts.push(part);
        return part;
    }

    private static KubernetesClient client(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }
}
