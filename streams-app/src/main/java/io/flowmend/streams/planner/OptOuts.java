/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

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

    public void namespace(String name, String uid, boolean off) {
        put(key(NAMESPACE, name).text(uid).bytes(), off);
    }

    /** @param name {@code namespace/name} */
    public void service(String name, String uid, boolean off) {
        put(key(SERVICE, name).text(uid).bytes(), off);
    }

    Optional<String> of(Finding finding) {
        return finding.subject().service().flatMap(service -> {
            var name = service.namespace() + "/" + service.name();
            if (isOff(SERVICE, name)) {
                return Optional.of("service " + name + " opted out by " + ANNOTATION + ": " + OFF);
            }
            return isOff(NAMESPACE, service.namespace())
                    ? Optional.of("namespace " + service.namespace() + " opted out by " + ANNOTATION + ": " + OFF)
                    : Optional.empty();
        });
    }

    /** Any that has the name: of one that is gone and its successor either may be heard first. */
    private boolean isOff(String kind, String name) {
        var any = new AtomicBoolean();
        store.scan(key(kind, name).bytes(), key(kind, name).end(), (_, _) -> {
            any.set(true);
            return false;
        });
        return any.get();
    }

    private void put(byte[] key, boolean off) {
        var isOff = store.get(key) != null;
        if (off && !isOff) {
            store.put(key, NOTHING);
        } else if (!off && isOff) {
            store.delete(key);
        }
    }

    private static Key key(String kind, String name) {
        return new Key().text(PREFIX).text(kind).text(name);
    }
}
