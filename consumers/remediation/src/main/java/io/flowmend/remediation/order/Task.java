/* Licensed under Apache-2.0. */
package io.flowmend.remediation.order;

import io.flowmend.kernel.address.ServiceAddress;
import java.util.List;

/** What a command wants; a closed set. */
public sealed interface Task {

    String DELETE_CONNTRACK_ENTRIES = "delete-conntrack-entries";
    String DESTROY_SOCKETS = "destroy-sockets";

    /** Name of the action, as {@code executor.actions} has it. */
    String action();

    List<? extends Target> targets();

    /** Entries that bypass a NAT rule which exists: incident 003's twin (field guide, section 5A.6). */
    record MendUnNated(ServiceAddress address, List<EntryTarget> targets) implements Task {
        public MendUnNated {
            targets = List.copyOf(targets);
        }

        @Override
        public String action() {
            return DELETE_CONNTRACK_ENTRIES;
        }
    }

    /**
     * Entries that lead to an address whose owner has ended (field guide, section 5C).
     *
     * @param answered a person has approved it although answers come back
     */
    record FreeEntries(ServiceAddress address, GoneOwner gone, boolean answered, List<EntryTarget> targets)
            implements Task {
        public FreeEntries {
            targets = List.copyOf(targets);
        }

        @Override
        public String action() {
            return DELETE_CONNTRACK_ENTRIES;
        }
    }

    /** Sockets whose peer is an address whose owner has ended (field guide, section 5C). */
    record FreeSockets(GoneOwner gone, List<SocketTarget> targets) implements Task {
        public FreeSockets {
            targets = List.copyOf(targets);
        }

        @Override
        public String action() {
            return DESTROY_SOCKETS;
        }
    }

    /** Nothing that this executor can do; {@code why} names the field. */
    record Impossible(String why) implements Task {
        @Override
        public String action() {
            return "none";
        }

        @Override
        public List<Target> targets() {
            return List.of();
        }
    }
}
