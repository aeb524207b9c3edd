/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.flowmend.lab.world.Needs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        obey(decide("kernel test", Needs.missingForKernel(), REQUIRE_KERNEL, System.getenv()));
    }

    /** The test runs a program that CI installs with those of the kernel tests. */
    public static void program(String name) {
        obey(decide(
                "test with " + name,
                Needs.onPath(name) ? List.of() : List.of("the program " + name),
                REQUIRE_KERNEL,
                System.getenv()));
    }

    /** The test starts a control plane; returns where its programs are. */
    public static Path controlPlane() {
        return assetsWith();
    }

    /** The test starts a control plane and kube-proxy, which only some assets hold. */
    public static Path controlPlaneWith(String... programs) {
        return assetsWith(programs);
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

    private static Path assetsWith(String... more) {
        obey(decide("control plane test", Needs.missingForControlPlane(more), REQUIRE_ENVTEST, System.getenv()));
        return Needs.assets().orElseThrow();
    }

    /** For what no setting can demand: skips if it does not hold. */
    public static void that(boolean holds, String otherwise) {
        obey(holds ? new Verdict.Run() : new Verdict.Skip(otherwise));
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
