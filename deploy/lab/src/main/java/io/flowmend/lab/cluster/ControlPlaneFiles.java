/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a control plane reads and writes: keys, tokens, kubeconfigs, data and logs, all in one folder that goes with it. */
record ControlPlaneFiles(Path folder) {

    static ControlPlaneFiles create(Path parent) {
        try {
            var files = new ControlPlaneFiles(Files.createTempDirectory(parent.toAbsolutePath(), "control-plane"));
            Files.writeString(
                    files.tokens(),
                    Stream.of(User.values()).map(User::tokenLine).collect(Collectors.joining("\n")));
            Files.writeString(files.serviceAccountKey(), privateKey());
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path tokens() {
        return folder.resolve("tokens.csv");
    }

    Path serviceAccountKey() {
        return folder.resolve("service-account.key");
    }

    /** The API server writes its certificate there, and the one that signed it. */
    Path certificates() {
        return folder.resolve("certificates");
    }

    boolean hasCertificate() {
        return Files.exists(certificate());
    }

    Path kubeconfig(User user, int port) {
        try {
            return Files.writeString(folder.resolve("kubeconfig-%s-%d".formatted(user, port)), """
                    apiVersion: v1
                    kind: Config
                    clusters:
                    - name: lab
                      cluster: {server: "https://127.0.0.1:%d", certificate-authority: "%s"}
                    users:
                    - name: "%s"
                      user: {token: "%s"}
                    contexts:
                    - name: lab
                      context: {cluster: lab, user: "%s", namespace: default}
                    current-context: lab
                    """.formatted(
                            port, certificate(), user.account(), user.token(), user.account()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path certificate() {
        return certificates().resolve("apiserver.crt");
    }

    private static String privateKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var encoded = Base64.getMimeEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            return "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
