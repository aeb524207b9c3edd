/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

import io.flowmend.streams.detector.RecordRef;
import java.util.Optional;

/** A person's word on a finding. */
public record Approval(String findingId, boolean yes, String by, Optional<String> why, RecordRef record) {

    String text() {
        return (yes ? "approved by " : "denied by ")
                + by
                + why.map(words -> ": " + words).orElse("");
    }
}
