/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

/** The kernel refused a call or a question. */
public final class NetlinkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    NetlinkException(String what, int errno) {
        super(what + ": " + Errno.name(errno));
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }

    /** {@code -errno} becomes an exception, anything else is handed back. */
    static int check(String what, int answer) {
        if (answer < 0) {
            throw new NetlinkException(what, -answer);
        }
        return answer;
    }
}
