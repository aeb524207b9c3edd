/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.AddressOwners;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.ownership.Backend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The backends that were last said of each slice. A removed one is remembered downstream, until it is old. */
final class BackendStore {

    private static final String BACKEND = "backend";

    private final SortedStore store;
    private final ForgetList forget;

    BackendStore(SortedStore store, Duration memory) {
        this.store = store;
        this.forget = new ForgetList(store, memory);
    }

    /** @param sequence order of the changes of one service: several may have one event time */
    record Change(Backend backend, long sequence) {}

    /** @param now the slice's backends as {@code cause} has them */
    List<Change> apply(String service, String slice, List<Backend> now, RecordRef cause, long sequence) {
        var before = said(service, slice);
        var changes = new ArrayList<Change>();
        Map<String, Backend> after = new LinkedHashMap<>();
        now.forEach(backend -> after.put(name(backend), backend)); // a slice may say one twice; the last counts
        for (var each : after.entrySet()) {
            var old = before.remove(each.getKey());
            if (old == null || !old.saysTheSameAs(each.getValue())) {
                var next = old == null ? each.getValue() : each.getValue().since(old.since());
                store.put(key(service, slice, each.getKey()), AddressOwners.bytes(next));
                forget.cancel(next.address(), next.origin());
                changes.add(new Change(next, sequence));
            }
        }
        before.forEach((name, old) -> {
            store.delete(key(service, slice, name));
            forget.add(cause.time(), old.address(), old.origin());
            changes.add(new Change(old.removedBy(cause), sequence));
        });
        return changes;
    }

    /** Address and origin of what is due. */
    List<ForgetList.Due> forget(Instant until) {
        return forget.due(until);
    }

    private Map<String, Backend> said(String service, String slice) {
        var prefix = new Key().text(service).text(BACKEND).text(slice);
        Map<String, Backend> said = new LinkedHashMap<>();
        store.scan(prefix.bytes(), prefix.end(), (key, bytes) -> {
            var backend = AddressOwners.backend(bytes);
            said.put(name(backend), backend);
            return true;
        });
        return said;
    }

    /** The address is not part of the origin: the subject has it. */
    private static String name(Backend backend) {
        return backend.address() + "/" + backend.origin();
    }

    private static byte[] key(String service, String slice, String name) {
        return new Key().text(service).text(BACKEND).text(slice).text(name).bytes();
    }
}
