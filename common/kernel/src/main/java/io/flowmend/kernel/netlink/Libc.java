/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The few functions of libc that netlink needs. A negative answer is {@code -errno}, as the kernel itself says it. */
final class Libc {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /** One errno per thread: the call and the reading of it never interleave with another thread's. */
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private static final MethodHandle SOCKET = ints("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = ints("bind", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SOCKET_NAME = ints("getsockname", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SET_OPTION = ints("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GET_OPTION = ints("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle RECEIVE_MANY = ints("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle SEND = longs("send", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle POLL = ints("poll", ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = ints("close", JAVA_INT);
    private static final MethodHandle SET_NAMESPACE = ints("setns", JAVA_INT, JAVA_INT);
    private static final MethodHandle OPEN = open();

    static int socket(int domain, int type, int protocol) {
        try {
            return answer((int) SOCKET.invokeExact(captured(), domain, type, protocol));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    static int bind(int fd, MemorySegment address) {
        try {
            return answer((int) BIND.invokeExact(captured(), fd, address, (int) address.byteSize()));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    /** @param address is filled */
    static int socketName(int fd, MemorySegment address) {
        try (var arena = Arena.ofConfined()) {
            var length = arena.allocateFrom(JAVA_INT, (int) address.byteSize());
            return answer((int) SOCKET_NAME.invokeExact(captured(), fd, address, length));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    static int setOption(int fd, int level, int option, int value) {
        try (var arena = Arena.ofConfined()) {
            var segment = arena.allocateFrom(JAVA_INT, value);
            return answer((int) SET_OPTION.invokeExact(captured(), fd, level, option, segment, Integer.BYTES));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    /** @param length holds the size of {@code value}, then what of it was filled */
    static int getOption(int fd, int level, int option, MemorySegment value, MemorySegment length) {
        try {
            return answer((int) GET_OPTION.invokeExact(captured(), fd, level, option, value, length));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    static int receiveMany(int fd, MemorySegment headers, int count, int flags) {
        try {
            return answer((int) RECEIVE_MANY.invokeExact(captured(), fd, headers, count, flags, MemorySegment.NULL));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    static int send(int fd, MemorySegment data) {
        try {
            return answer((int) (long) SEND.invokeExact(captured(), fd, data, data.byteSize(), 0));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    static int poll(MemorySegment descriptors, long count, int millis) {
        try {
            return answer((int) POLL.invokeExact(captured(), descriptors, count, millis));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    static int close(int fd) {
        try {
            return answer((int) CLOSE.invokeExact(captured(), fd));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    static int setNamespace(int fd, int type) {
        try {
            return answer((int) SET_NAMESPACE.invokeExact(captured(), fd, type));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    static int open(String path, int flags) {
        try (var arena = Arena.ofConfined()) {
            return answer((int) OPEN.invokeExact(captured(), arena.allocateFrom(path), flags));
        } catch (Throwable failed) {
            throw broken(failed);
        }
    }

    private static int answer(int result) {
        return result >= 0 ? result : -(int) ERRNO.get(captured(), 0L);
    }

    private static MemorySegment captured() {
        return CAPTURED.get();
    }

    private static IllegalStateException broken(Throwable failed) {
        return new IllegalStateException("a call into libc broke", failed);
    }

    private static MethodHandle ints(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static MethodHandle longs(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_LONG, arguments));
    }

    private static MethodHandle open() {
        var type = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
        return handle("open", type, Linker.Option.firstVariadicArg(2));
    }

    private static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... options) {
        var all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 1, options.length);
        all[0] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, all);
    }

    /** Alignment-free 64-bit field of a C structure. */
    static final ValueLayout.OfLong LONG = JAVA_LONG.withByteAlignment(1);

    private Libc() {}
}
