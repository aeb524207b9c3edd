/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Decides what a test does on a machine that lacks what it needs: skip with a line that says why, or fail where the
 * environment promised that nothing is missing. The one place that knows the names of those promises.
 */
public final class Requirements {

    /** Set to true where kernel tests must not skip. */
    public static final String REQUIRE_KERNEL = "FLOWMEND_REQUIRE_KERNEL";

    /** Set to true where control plane tests must not skip. */
    public static final String REQUIRE_ENVTEST = "FLOWMEND_REQUIRE_ENVTEST";

    /** The folder with kube-apiserver and etcd, as envtest names it. */
    public static final String ASSETS = "KUBEBUILDER_ASSETS";

    private static final List<String> KERNEL_TOOLS = List.of("ip", "nft", "conntrack", "nsenter");
    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_SYS_ADMIN = 21;

    /** What follows from what is missing and what was promised. */
    sealed interface Verdict {
        /** All is there. */
        record Run() implements Verdict {}

        /** Something is missing and nobody promised it. */
        record Skip(String reason) implements Verdict {}

        /** Something is missing although it was promised. */
        record Fail(String reason) implements Verdict {}
    }

    private Requirements() {}

    /** The test makes network namespaces and rules in them. */
    public static void kernel() {
        obey(decide("kernel test", missingForKernel(), REQUIRE_KERNEL, System.getenv()));
    }

    /** The test runs a program that CI installs with those of the kernel tests. */
    public static void program(String name) {
        obey(decide(
                "test with " + name,
                onPath(name) ? List.of() : List.of("the program " + name),
                REQUIRE_KERNEL,
                System.getenv()));
    }

    /** The test starts a control plane; returns where its programs are. */
    public static Path controlPlane() {
        return assetsWith("kube-apiserver", "etcd");
    }

    /** The test starts a control plane and kube-proxy, which only some assets hold. */
    public static Path controlPlaneWith(String... programs) {
        return assetsWith(Stream.concat(Stream.of("kube-apiserver", "etcd"), Stream.of(programs))
                .toArray(String[]::new));
    }

    static Verdict decide(String what, List<String> missing, String promise, Map<String, String> environment) {
        if (missing.isEmpty()) {
            return new Verdict.Run();
        }
        var reason = what + " needs " + String.join(", ", missing);
        return Boolean.parseBoolean(environment.get(promise))
                ? new Verdict.Fail(reason + " (and " + promise + "=true forbids to skip)")
                : new Verdict.Skip(reason);
    }

    private static Path assetsWith(String... programs) {
        var folder = Optional.ofNullable(System.getenv(ASSETS)).filter(name -> !name.isBlank());
        var missing = folder.map(name -> missingPrograms(Path.of(name), programs))
                .orElse(List.of(ASSETS + " (a folder with " + String.join(", ", programs) + ")"));
        obey(decide("control plane test", missing, REQUIRE_ENVTEST, System.getenv()));
        return Path.of(folder.orElseThrow());
    }

    private static List<String> missingPrograms(Path folder, String... programs) {
        return Stream.of(programs)
                .filter(program -> !Files.isExecutable(folder.resolve(program)))
                .map(program -> program + " in " + folder)
                .toList();
    }

    private static List<String> missingForKernel() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return List.of("Linux");
        }
        var missing = new ArrayList<String>();
        if (!hasCapability(CAP_NET_ADMIN) || !hasCapability(CAP_SYS_ADMIN)) {
            missing.add("root with CAP_NET_ADMIN and CAP_SYS_ADMIN");
        }
        KERNEL_TOOLS.stream().filter(tool -> !onPath(tool)).forEach(tool -> missing.add("the program " + tool));
        return missing;
    }

    /** For what no setting can demand: skips if it does not hold. */
    public static void that(boolean holds, String otherwise) {
        obey(holds ? new Verdict.Run() : new Verdict.Skip(otherwise));
    }

    private static boolean hasCapability(int bit) {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            var effective = lines.filter(line -> line.startsWith("CapEff:"))
                    .map(line -> line.substring("CapEff:".length()).strip())
                    .findFirst()
                    .orElse("0");
            return (Long.parseUnsignedLong(effective, 16) >>> bit & 1) == 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean onPath(String tool) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private static void obey(Verdict verdict) {
        switch (verdict) {
            case Verdict.Run() -> {}
            case Verdict.Skip(var reason) -> {
                System.out.println("SKIPPED: " + reason);
                Assumptions.abort(reason);
            }
            case Verdict.Fail(var reason) -> Assertions.fail(reason);
        }
    }
}
