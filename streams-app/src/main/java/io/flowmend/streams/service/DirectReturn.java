/* Licensed under Apache-2.0. */
package io.flowmend.streams.service;

/**
 * How kube-router forwards a service whose backends answer clients directly (annotations {@code kube-router.io/service.*}).
 *
 * @param method {@code tunnel}
 * @param scheduler {@code mh} is Maglev; empty if not said
 * @param flags of the scheduler, e.g. {@code flag-1,flag-2}; empty if not said
 * @param local only backends on the receiving node
 */
public record DirectReturn(String method, String scheduler, String flags, boolean local) {

    /** Any node would choose the same backend, and the packet reaches it as it is. */
    public boolean isMaglevTunnel() {
        return method.equals("tunnel") && scheduler.equals("mh") && !local;
    }
}
