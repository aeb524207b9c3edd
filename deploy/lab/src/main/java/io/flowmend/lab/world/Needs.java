/* Licensed under Apache-2.0. */
package io.flowmend.lab.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a lab needs of the machine, and what of it is missing; each missing thing is named as a person would. */
public final class Needs {

    /** The folder with kube-apiserver and etcd, as envtest names it. */
    public static final String ASSETS = "KUBEBUILDER_ASSETS";

    private static final List<String> KERNEL_TOOLS = List.of("ip", "nft", "conntrack", "nsenter", "setsid");
    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_SYS_ADMIN = 21;

    private Needs() {}

    /** Of what makes network namespaces and rules in them. */
    public static List<String> missingForKernel() {
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

    /** The folder that {@link #ASSETS} names. */
    public static Optional<Path> assets() {
        return Optional.ofNullable(System.getenv(ASSETS))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    /** Of a control plane with kube-apiserver, etcd and these. */
    public static List<String> missingForControlPlane(String... more) {
        var programs = Stream.concat(Stream.of("kube-apiserver", "etcd"), Stream.of(more))
                .toList();
        var missing = new ArrayList<>(assets().map(folder -> missingPrograms(folder, programs))
                .orElse(List.of(ASSETS + " (a folder with " + String.join(", ", programs) + ")")));
        if (!onPath("setsid")) { // see ChildProcess
            missing.add("the program setsid");
        }
        return missing;
    }

    /** Whether a program of this name can be run. */
    public static boolean onPath(String tool) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private static List<String> missingPrograms(Path folder, List<String> programs) {
        return programs.stream()
                .filter(program -> !Files.isExecutable(folder.resolve(program)))
                .map(program -> program + " in " + folder)
                .toList();
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
}
