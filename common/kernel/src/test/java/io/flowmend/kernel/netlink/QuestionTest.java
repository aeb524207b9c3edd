/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QuestionTest {

    private static final int IPCTNL_MSG_CT_GET = 1 << 8 | 1;
    private static final int IPCTNL_MSG_CT_DELETE = 1 << 8 | 2;
    private static final int NFNL_SUBSYS_NFTABLES = 10 << 8;
    private static final int NFT_MSG_GETCHAIN = 4;
    private static final int NFT_MSG_GETRULE = 7;
    private static final int NFT_MSG_GETSET = 10;
    private static final int NFT_MSG_GETSETELEM = 13;
    private static final int NFT_MSG_GETGEN = 16;
    private static final int NFT_MSG_GETTABLE = 1;
    private static final int RTM_GETADDR = 22;
    private static final int RTM_GETROUTE = 26;
    private static final int RTM_GETLINK = 18;
    private static final int RTM_GETNSID = 90;
    private static final int SOCK_DESTROY = 21;
    private static final int NLM_F_ACK = 4;
    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int NLM_F_REQUEST = 1;
    private static final int NLM_F_DUMP = 0x300;

    @Test
    void aQuestionIsARead() {
        assertThat(Arrays.stream(Question.values()).map(question -> question.channel() + " " + question.type()))
                .containsExactlyInAnyOrder(
                        "NETFILTER " + IPCTNL_MSG_CT_GET,
                        "NETFILTER " + (NFNL_SUBSYS_NFTABLES | NFT_MSG_GETTABLE),
                        "NETFILTER " + (NFNL_SUBSYS_NFTABLES | NFT_MSG_GETCHAIN),
                        "NETFILTER " + (NFNL_SUBSYS_NFTABLES | NFT_MSG_GETRULE),
                        "NETFILTER " + (NFNL_SUBSYS_NFTABLES | NFT_MSG_GETSET),
                        "NETFILTER " + (NFNL_SUBSYS_NFTABLES | NFT_MSG_GETSETELEM),
                        "NETFILTER " + (NFNL_SUBSYS_NFTABLES | NFT_MSG_GETGEN),
                        "ROUTE " + RTM_GETADDR,
                        "ROUTE " + RTM_GETROUTE,
                        "ROUTE " + RTM_GETLINK,
                        "ROUTE " + RTM_GETNSID,
                        "SOCK_DIAG " + SOCK_DIAG_BY_FAMILY);
    }

    @Test
    void theOrdersAreTwoAndEachAsksToBeAcknowledged() {
        assertThat(Arrays.stream(Order.values()).map(order -> order.channel() + " " + order.type()))
                .containsExactlyInAnyOrder("NETFILTER " + IPCTNL_MSG_CT_DELETE, "SOCK_DIAG " + SOCK_DESTROY);
        for (var order : Order.values()) {
            assertThat(flags(Request.order(order).sealed(1))).isEqualTo(NLM_F_REQUEST | NLM_F_ACK);
        }
    }

    @Test
    void aRequestAsksAndCanNeitherCreateNorReplace() {
        for (var question : Question.values()) {
            assertThat(flags(Request.one(question).sealed(1))).isEqualTo(NLM_F_REQUEST);
            assertThat(flags(Request.dump(question).sealed(1))).isEqualTo(NLM_F_REQUEST | NLM_F_DUMP);
        }
    }

    @Test
    void aQuestionIsNotSentToAnotherPartOfTheKernel() {
        // Given SOCK_DIAG 20 would be RTM_NEWADDR on the route channel
        try (var route = NetlinkSocket.open(Question.Channel.ROUTE)) {
            assertThatThrownBy(() -> route.send(Request.one(Question.SOCKETS_GET)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static int flags(ByteBuffer message) {
        return Messages.flags(message, 0);
    }
}
