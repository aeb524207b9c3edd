/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

import java.util.Map;

/** Pods of KubeVirt's machines: two of them have one address while a machine moves. */
public final class KubeVirt {

    private static final String LABEL = "kubevirt.io";

    public static boolean isMachine(Map<String, String> labels) {
        return labels.keySet().stream().anyMatch(label -> label.equals(LABEL) || label.startsWith(LABEL + "/"));
    }

    private KubeVirt() {}
}
