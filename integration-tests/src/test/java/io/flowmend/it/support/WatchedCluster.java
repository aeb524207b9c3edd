/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.flowmend.lab.cluster.ControlPlane;
import io.flowmend.lab.cluster.ServiceOwner;
import io.flowmend.lab.cluster.User;
import io.flowmend.lab.net.StallableProxy;

/**
 * A real API server, and Flowmend watching it through a proxy that can cut the line.
 *
 * @param api the line between the Kubernetes producer and the API server
 * @param owner makes and breaks services, on a line of its own
 */
public record WatchedCluster(
        ControlPlane plane, KubernetesClient admin, ServiceOwner owner, StallableProxy api, RunningFlowmend flowmend)
        implements AutoCloseable {

    public static WatchedCluster start() {
        var plane = TestControlPlane.start();
        var admin = plane.client(User.ADMIN);
        var api = StallableProxy.to(plane.address());
        var flowmend = RunningFlowmend.start();
        flowmend.watchCluster(plane, api.port());
        return new WatchedCluster(plane, admin, new ServiceOwner(admin), api, flowmend);
    }

    @Override
    public void close() {
        flowmend.close();
        api.close();
        admin.close();
        plane.close();
    }
}
