/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import java.nio.file.Path;

/**
 * Which other network namespaces one knows: the kernel numbers a neighbour when a link first leads to it.
 *
 * <p>A number says that there is or was such a link, or that somebody asked for one (RTM_NEWNSID).
 */
public final class NamespaceIds implements AutoCloseable {

    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int RTM_NEWNSID = 88;
    private static final int RTGENMSG = 4;
    private static final int NETNSA_NSID = 1;
    private static final int NETNSA_FD = 3;
    private static final int NOT_ASSIGNED = -1;

    private final NetlinkSocket socket;
    private final Query query;

    private NamespaceIds(NetlinkSocket socket) {
        this.socket = socket;
        this.query = new Query(socket);
    }

    /** As the namespace of the calling thread knows them. */
    public static NamespaceIds open() {
        return new NamespaceIds(NetlinkSocket.open(Question.Channel.ROUTE));
    }

    /** False also if there is no such namespace any more. */
    public boolean knows(Path namespace) {
        var fd = Libc.open(namespace.toString(), O_RDONLY_CLOEXEC);
        if (fd < 0) {
            return false;
        }
        try {
            return id(fd) != NOT_ASSIGNED;
        } catch (NetlinkException refused) {
            return false;
        } finally {
            Libc.close(fd);
        }
    }

    private int id(int fd) {
        var request = Request.one(Question.NAMESPACE_ID_GET).zeros(RTGENMSG).attributeHost32(NETNSA_FD, fd);
        var answer = new int[] {NOT_ASSIGNED};
        query.one(request, (datagram, message, length) -> {
            if (Messages.type(datagram, message) != RTM_NEWNSID) {
                return;
            }
            var to = message + length;
            for (var at = Messages.first(datagram, message + Messages.HEADER + RTGENMSG, to);
                    at < to;
                    at = Messages.next(datagram, at, to)) {
                if (Messages.attributeType(datagram, at) == NETNSA_NSID) {
                    answer[0] = datagram.getInt(Messages.value(at));
                }
            }
        });
        return answer[0];
    }

    @Override
    public void close() {
        socket.close();
    }
}
