/* Licensed under Apache-2.0. */
package io.flowmend.remediation;

import io.flowmend.common.cli.StartupFailure;
import io.flowmend.kernel.netlink.NetworkNamespace;
import io.flowmend.remediation.node.Hands;
import java.lang.reflect.InvocationTargetException;

/** Finds the kernel's hands by name: they are built apart from the pipeline, which runs above any hands. */
final class KernelOpener {

    private static final String HANDS = "io.flowmend.remediation.node.KernelHands";

    static Hands open(NetworkNamespace namespace) {
        try {
            return (Hands) Class.forName(HANDS)
                    .getMethod("open", NetworkNamespace.class)
                    .invoke(null, namespace);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(failed.getCause());
        } catch (ReflectiveOperationException absent) {
            throw new StartupFailure("this build has no " + HANDS + ": it can read and change no node");
        }
    }

    private KernelOpener() {}
}
