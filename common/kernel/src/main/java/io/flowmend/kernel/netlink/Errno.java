/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

/** Error numbers of Linux that mean something here. */
public final class Errno {

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EINVAL = 22;
    public static final int ENETUNREACH = 101;
    public static final int EHOSTUNREACH = 113;
    public static final int ESTALE = 116;
    public static final int EOPNOTSUPP = 95;
    public static final int EPROTONOSUPPORT = 93;
    public static final int ENOBUFS = 105;

    static String name(int errno) {
        return switch (errno) {
            case EPERM -> "not permitted (EPERM)";
            case ENOENT -> "no such thing (ENOENT)";
            case ESRCH -> "no such process (ESRCH)";
            case EINTR -> "interrupted (EINTR)";
            case EAGAIN -> "nothing there (EAGAIN)";
            case EACCES -> "access denied (EACCES)";
            case EINVAL -> "not understood (EINVAL)";
            case EOPNOTSUPP -> "not supported (EOPNOTSUPP)";
            case EPROTONOSUPPORT -> "protocol not supported (EPROTONOSUPPORT)";
            case ENETUNREACH -> "network unreachable (ENETUNREACH)";
            case EHOSTUNREACH -> "host unreachable (EHOSTUNREACH)";
            case ESTALE -> "another one by now (ESTALE)";
            case ENOBUFS -> "receive buffer overran (ENOBUFS)";
            default -> "errno " + errno;
        };
    }

    private Errno() {}
}
