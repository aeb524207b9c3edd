/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.kernel.conntrack.ConntrackQueries;
import io.flowmend.kernel.conntrack.EntryKey;
import io.flowmend.kernel.conntrack.EntryView;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Which part of the table a dump covers. */
sealed interface Scope {

    /** More questions than this cost more than reading all. */
    int MOST_QUESTIONS = 4;

    boolean covers(EntryKey key);

    /** Shows at least what it covers. */
    void read(ConntrackQueries queries, Consumer<EntryView> each);

    record All() implements Scope {
        @Override
        public boolean covers(EntryKey key) {
            return true;
        }

        @Override
        public void read(ConntrackQueries queries, Consumer<EntryView> each) {
            queries.dump(each);
        }
    }

    /**
     * Parts of it.
     *
     * @param towards original destinations
     * @param reaching addresses that translated packets reach
     */
    record Part(Set<ServiceAddress> towards, Set<Ip> reaching) implements Scope {

        static Part of(Collection<EntryKey> keys) {
            var towards = new HashSet<ServiceAddress>();
            var reaching = new HashSet<Ip>();
            for (var key : keys) {
                if (key.unNated()) {
                    towards.add(key.towards());
                } else {
                    reaching.add(key.reply().source());
                }
            }
            return new Part(towards, reaching);
        }

        @Override
        public boolean covers(EntryKey key) {
            return towards.contains(key.towards())
                    || (!key.unNated() && reaching.contains(key.reply().source()));
        }

        @Override
        public void read(ConntrackQueries queries, Consumer<EntryView> each) {
            if (towards.size() + reaching.size() > MOST_QUESTIONS) {
                queries.dump(each);
                return;
            }
            towards.forEach(address -> queries.dump(address, each));
            reaching.forEach(ip -> queries.dumpReaching(ip, each));
        }
    }
}
