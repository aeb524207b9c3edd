/* Licensed under Apache-2.0. */
package io.flowmend.common.config;

import java.util.List;

/** Settings that a process cannot start with; each fault names its key, its value and what is allowed. */
public final class InvalidSettings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> faults;

    public InvalidSettings(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
