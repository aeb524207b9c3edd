/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.util.Optional;

/**
 * Services and namespaces whose owners want nothing to be done: annotation {@value #ANNOTATION} is {@value #OFF}. Per name one row:
 * what the object said that has the name, and after it was deleted only that it had opted out.
 */
public final class OptOuts {

    public static final String ANNOTATION = "flowmend.io/remediation";
    public static final String OFF = "off";

    private static final String PREFIX = "opt-out";
    private static final String SERVICE = "service";
    private static final String NAMESPACE = "namespace";

    private final SortedStore store;

    OptOuts(SortedStore store) {
        this.store = store;
    }

    public void namespace(String name, OptOut said) {
        take(key(NAMESPACE, name), said);
    }

    /** @param name {@code namespace/name} */
    public void service(String name, OptOut said) {
        take(key(SERVICE, name), said);
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

    private boolean isOff(String kind, String name) {
        return read(key(kind, name)).filter(OptOut::off).isPresent();
    }

    /** One object's words come in their order; of one that is gone and its successor either may be heard first. */
    private void take(byte[] key, OptOut said) {
        var last = read(key);
        var own = last.filter(said::isOfSame);
        if (said.gone() && !said.off()) {
            // A deletion ends no opt-out.
            own.filter(before -> !before.off()).ifPresent(_ -> store.delete(key));
        } else if (own.isPresent() || last.filter(said::isBefore).isEmpty()) {
            store.put(key, said.bytes());
        }
    }

    private Optional<OptOut> read(byte[] key) {
        return Optional.ofNullable(store.get(key)).map(OptOut::read);
    }

    private static byte[] key(String kind, String name) {
        return new Key().text(PREFIX).text(kind).text(name).bytes();
    }
}
