/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

/**
 * Every message that reads and changes nothing. There is no NEW, no DELETE, no SOCK_DESTROY and no GET_CTRZERO (it resets
 * counters); the two that change something are an {@link Order}.
 */
public enum Question implements Message {
    /** IPCTNL_MSG_CT_GET of NFNL_SUBSYS_CTNETLINK: one entry, or all with the dump flag. */
    CONNTRACK_GET(Channel.NETFILTER, 1 << 8 | 1),
    /** RTM_GETADDR. */
    ADDRESS_GET(Channel.ROUTE, 22),
    /** RTM_GETROUTE: the way to one address. */
    ROUTE_GET(Channel.ROUTE, 26),
    /** RTM_GETLINK: one interface. */
    LINK_GET(Channel.ROUTE, 18),
    /** RTM_GETNSID: by which number this namespace knows another. */
    NAMESPACE_ID_GET(Channel.ROUTE, 90),
    /** NFT_MSG_GETTABLE of NFNL_SUBSYS_NFTABLES. */
    TABLE_GET(Channel.NETFILTER, 10 << 8 | 1),
    /** NFT_MSG_GETCHAIN: one, or all with the dump flag. */
    CHAINS_GET(Channel.NETFILTER, 10 << 8 | 4),
    /** NFT_MSG_GETRULE. */
    RULES_GET(Channel.NETFILTER, 10 << 8 | 7),
    /** NFT_MSG_GETSET. */
    SET_GET(Channel.NETFILTER, 10 << 8 | 10),
    /** NFT_MSG_GETSETELEM. */
    ELEMENTS_GET(Channel.NETFILTER, 10 << 8 | 13),
    /** NFT_MSG_GETGEN: number of the last change of any rule. */
    GENERATION_GET(Channel.NETFILTER, 10 << 8 | 16),
    /** SOCK_DIAG_BY_FAMILY. */
    SOCKETS_GET(Channel.SOCK_DIAG, 20);

    /** A netlink protocol. */
    public enum Channel {
        ROUTE(0),
        SOCK_DIAG(4),
        NETFILTER(12);

        private final int number;

        Channel(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    private final Channel channel;
    private final int type;

    Question(Channel channel, int type) {
        this.channel = channel;
        this.type = type;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public int type() {
        return type;
    }
}
