/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

/**
 * Every message by which the node can be changed. Only {@code io.flowmend.kernel.act} sends them, and what merely
 * observes cannot reach it: a test over the layers says so.
 */
public enum Order implements Message {
    /** IPCTNL_MSG_CT_DELETE of NFNL_SUBSYS_CTNETLINK; without a tuple it would flush, so one is always given. */
    CONNTRACK_DELETE(Question.Channel.NETFILTER, 1 << 8 | 2),
    /** SOCK_DESTROY. */
    SOCKET_DESTROY(Question.Channel.SOCK_DIAG, 21);

    private final Question.Channel channel;
    private final int type;

    Order(Question.Channel channel, int type) {
        this.channel = channel;
        this.type = type;
    }

    @Override
    public Question.Channel channel() {
        return channel;
    }

    @Override
    public int type() {
        return type;
    }
}
