/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/** An API of Kubernetes, and how to come in as one who may do everything. */
public sealed interface Api extends AutoCloseable permits ControlPlane, MockApi {

    /** A file that leads there. */
    Path kubeconfig();

    /** A client of its own; the caller closes it. */
    KubernetesClient client();

    /** Whether what is measured on it says something of Kubernetes. */
    boolean real();

    @Override
    void close();
}
