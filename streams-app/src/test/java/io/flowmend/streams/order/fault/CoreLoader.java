/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;

/** Loads core and simulator anew, with one fault in the core or none. */
public final class CoreLoader extends ClassLoader {

    private static final String CORE = "io.flowmend.streams.order.";

    /** Avro finds these by itself, so there is one of each. */
    private static final String GENERATED = "io.flowmend.streams.state.";

    private final String root;
    private final String simulation;
    private final Optional<Fault> fault;

    CoreLoader(Optional<Fault> fault) {
        this(CORE, "sim.Simulation", fault);
    }

    /**
     * @param root package of all that is loaded anew, with a dot at its end; the fault's type is relative to it
     * @param simulation class of the simulation, relative to it, too
     */
    public CoreLoader(String root, String simulation, Optional<Fault> fault) {
        super(CoreLoader.class.getClassLoader());
        this.root = root;
        this.simulation = simulation;
        this.fault = fault;
    }

    @SuppressWarnings("unchecked") // a simulation implements it
    public LongFunction<String> simulation() throws ReflectiveOperationException {
        return (LongFunction<String>)
                loadClass(root + simulation).getConstructor().newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(root) || name.startsWith(GENERATED)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        var bytes = read(name);
        var changed = fault.filter(one -> name.equals(root + one.type()))
                .map(one -> one.putInto(bytes, getParent()))
                .orElse(bytes);
        return defineClass(name, changed, 0, changed.length);
    }

    private byte[] read(String name) throws ClassNotFoundException {
        try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
