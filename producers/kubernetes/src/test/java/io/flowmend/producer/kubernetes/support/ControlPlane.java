/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.support;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.flowmend.common.net.LoopbackPort;
import io.flowmend.producer.kubernetes.KubernetesAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** etcd and kube-apiserver as child processes, with RBAC and an audit log. {@code KUBEBUILDER_ASSETS} names their folder. */
public final class ControlPlane implements AutoCloseable {

    private static final String TOKEN = "the-tests";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final Path assets;
    private final List<Process> processes = new ArrayList<>();
    private final LoopbackPort port = LoopbackPort.free();
    private final LoopbackPort etcd = LoopbackPort.free();
    private final LoopbackPort peer = LoopbackPort.free();

    private ControlPlane(Path assets, Path home) {
        this.assets = assets;
        this.home = home;
    }

    /** Skips a test without assets, or fails it where {@code FLOWMEND_REQUIRE_ENVTEST=true}. To be called by each test:
     * surefire does not report what is skipped for a whole class. */
    public static void demand() {
        var there = assets().isPresent();
        if ("true".equals(System.getenv("FLOWMEND_REQUIRE_ENVTEST")) && !there) {
            throw new AssertionError(
                    "FLOWMEND_REQUIRE_ENVTEST=true, but KUBEBUILDER_ASSETS names no folder with kube-apiserver");
        }
        if (!there) {
            var reason = "KUBEBUILDER_ASSETS does not name a folder with kube-apiserver";
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
    }

    /** Empty without assets. */
    public static Optional<ControlPlane> start(Path home) throws Exception {
        var assets = assets();
        if (assets.isEmpty()) {
            return Optional.empty();
        }
        var plane = new ControlPlane(assets.get(), home);
        try {
            plane.run();
            return Optional.of(plane);
        } catch (Exception | AssertionError failed) {
            plane.close();
            throw failed;
        }
    }

    private static Optional<Path> assets() {
        return Optional.ofNullable(System.getenv("KUBEBUILDER_ASSETS"))
                .map(Path::of)
                .filter(folder -> Files.isExecutable(folder.resolve("kube-apiserver")));
    }

    public int port() {
        return port.number();
    }

    public Path auditLog() {
        return home.resolve("audit.log");
    }

    /** Of an administrator, by way of a port that may be a proxy's. */
    public Config config(int through) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + through)
                .withTrustCerts(true)
                .withDisableHostnameVerification(true)
                .withOauthToken(TOKEN)
                .build();
    }

    private void run() throws Exception {
        spawn(
                "etcd",
                List.of(
                        "--unsafe-no-fsync",
                        "--data-dir=" + home.resolve("etcd"),
                        "--listen-client-urls=http://127.0.0.1:" + etcd.number(),
                        "--advertise-client-urls=http://127.0.0.1:" + etcd.number(),
                        "--listen-peer-urls=http://127.0.0.1:" + peer.number(),
                        "--initial-advertise-peer-urls=http://127.0.0.1:" + peer.number(),
                        "--initial-cluster=default=http://127.0.0.1:" + peer.number()));
        var key = key();
        Files.writeString(home.resolve("tokens.csv"), TOKEN + ",admin,admin,system:masters\n");
        Files.writeString(home.resolve("audit.yaml"), """
                apiVersion: audit.k8s.io/v1
                kind: Policy
                omitStages: [RequestReceived]
                rules:
                  - level: Metadata
                """);
        spawn(
                "kube-apiserver",
                List.of(
                        "--etcd-servers=http://127.0.0.1:" + etcd.number(),
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port.number(),
                        "--cert-dir=" + home.resolve("certs"),
                        "--token-auth-file=" + home.resolve("tokens.csv"),
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + key,
                        "--service-account-signing-key-file=" + key,
                        "--disable-admission-plugins=ServiceAccount",
                        "--authorization-mode=RBAC",
                        "--audit-policy-file=" + home.resolve("audit.yaml"),
                        "--audit-log-path=" + auditLog(),
                        "--service-cluster-ip-range=10.96.0.0/16"));
        awaitReady();
    }

    private void awaitReady() throws Exception {
        var give = Instant.now().plus(PATIENCE);
        try (var client = KubernetesAccess.client(config(port.number()))) {
            while (Instant.now().isBefore(give)) {
                try {
                    if (client.namespaces().withName("default").get() != null && "ok".equals(client.raw("/readyz"))) {
                        return;
                    }
                } catch (RuntimeException notYet) {
                    // it starts
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new AssertionError(
                "kube-apiserver is not ready: " + Files.readString(home.resolve("kube-apiserver.log")));
    }

    private void spawn(String name, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(assets.resolve(name).toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(name + ".log").toFile());
        builder.environment().putAll(Map.of("GOMAXPROCS", "2"));
        processes.add(builder.start());
    }

    private Path key() throws IOException, NoSuchAlgorithmException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var encoded = generator.generateKeyPair().getPrivate().getEncoded();
        var pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END PRIVATE KEY-----\n";
        return Files.writeString(home.resolve("service-account.key"), pem);
    }

    @Override
    public void close() {
        for (var process : processes.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        List.of(port, etcd, peer).forEach(LoopbackPort::close);
    }
}
