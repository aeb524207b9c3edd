/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.util.Optional;

/** Services and namespaces whose owners want nothing to be done: annotation {@value #ANNOTATION} is {@value #OFF}. */
public final class OptOuts {

    public static final String ANNOTATION = "flowmend.io/remediation";
    public static final String OFF = "off";

    private static final String PREFIX = "opt-out";
    private static final String SERVICE = "service";
    private static final String NAMESPACE = "namespace";
    private static final byte[] NOTHING = {};

    private final SortedStore store;

    OptOuts(SortedStore store) {
        this.store = store;
    }

    public void namespace(String name, boolean off) {
        put(key(NAMESPACE, name), off);
    }

    /** @param name {@code namespace/name} */
    public void service(String name, boolean off) {
        put(key(SERVICE, name), off);
    }

    Optional<String> of(Finding finding) {
        return finding.subject().service().flatMap(service -> {
            var name = service.namespace() + "/" + service.name();
            if (store.get(key(SERVICE, name)) != null) {
                return Optional.of("service " + name + " opted out by " + ANNOTATION + ": " + OFF);
            }
            return store.get(key(NAMESPACE, service.namespace())) == null
                    ? Optional.empty()
                    : Optional.of("namespace " + service.namespace() + " opted out by " + ANNOTATION + ": " + OFF);
        });
    }

    private void put(byte[] key, boolean off) {
        var isOff = store.get(key) != null;
        if (off && !isOff) {
            store.put(key, NOTHING);
        } else if (!off && isOff) {
            store.delete(key);
        }
    }

    private static byte[] key(String kind, String name) {
        return new Key().text(PREFIX).text(kind).text(name).bytes();
    }
}
