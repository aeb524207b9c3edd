/* Licensed under Apache-2.0. */
package io.flowmend.it.support;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs work on a thread of its own that has entered a network namespace. The thread is never used again: to leave a
 * namespace is as fallible as to enter it, and a pooled thread in the wrong one would break whatever runs there next.
 */
final class NamespaceThread {

    private static final int CLONE_NEWNET = 0x40000000;
    private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final MethodHandle OPEN = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
            ERRNO,
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("setns"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), ERRNO);
    private static final MethodHandle CLOSE = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT), ERRNO);

    private NamespaceThread() {}

    static <T> T call(Path namespace, Callable<T> work) throws IOException {
        var task = new FutureTask<>(() -> {
            enter(namespace);
            return work.call();
        });
        Thread.ofPlatform().daemon().name("in-" + namespace.getFileName()).start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IOException("in " + namespace + ": " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void enter(Path namespace) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CALL_STATE);
            var descriptor =
                    (int) OPEN.invokeExact(state, arena.allocateFrom(namespace.toString()), READ_ONLY_CLOSE_ON_EXEC);
            check("open " + namespace, descriptor, state);
            var entered = (int) SETNS.invokeExact(state, descriptor, CLONE_NEWNET);
            check("setns " + namespace, entered, state);
            check("close " + namespace, (int) CLOSE.invokeExact(state, descriptor), state);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(String what, int result, MemorySegment state) throws IOException {
        if (result < 0) {
            throw new IOException(what + ": errno " + state.get(JAVA_INT, 0));
        }
    }
}
