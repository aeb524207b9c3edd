/* Licensed under Apache-2.0. */
package io.flowmend.lab.world;

import io.flowmend.lab.net.ServiceAddress;
import io.flowmend.lab.net.Transport;
import java.net.InetAddress;

/**
 * Names and addresses of one run; no other run has any of them, so that whatever names one tells of this run.
 *
 * @param index from 0 on
 */
public record Numbers(String what, int index) {

    private static final int FIRST_CLIENT_PORT = 20_000;
    private static final int A_BYTE = 200;

    /** Of objects in the API. */
    public String name() {
        return "lab-" + what + "-" + index;
    }

    /** Inside of the cluster. */
    public ServiceAddress clusterAddress(Transport transport, int port) {
        var address = "10.96.%d.%d".formatted(16 + index / A_BYTE, 1 + index % A_BYTE);
        return new ServiceAddress(transport, InetAddress.ofLiteral(address), port);
    }

    /** From outside of the cluster; 198.18.0.0/15 is for tests. */
    public ServiceAddress externalAddress(Transport transport, int port) {
        var address = "198.18.%d.%d".formatted(index / A_BYTE, 1 + index % A_BYTE);
        return new ServiceAddress(transport, InetAddress.ofLiteral(address), port);
    }

    /** Of its pods; there are two at most at a time. */
    public InetAddress pod(int number) {
        var low = 2 * (index % (A_BYTE / 2)) + number;
        return InetAddress.ofLiteral("10.244.%d.%d".formatted(64 + index / (A_BYTE / 2), 2 + low));
    }

    /** One of its client. */
    public int clientPort() {
        return FIRST_CLIENT_PORT + 2 * index;
    }
}
