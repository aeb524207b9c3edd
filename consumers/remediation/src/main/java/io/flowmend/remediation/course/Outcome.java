/* Licensed under Apache-2.0. */
package io.flowmend.remediation.course;

import io.flowmend.remediation.order.Refusal;

/** How one target went. */
public sealed interface Outcome {

    String words();

    /** The second observation shows what was wanted. */
    record Mended(String words) implements Outcome {}

    /** It was not there any more. */
    record NothingLeft(String words) implements Outcome {}

    /** Not acted on. */
    record Refused(Refusal refusal) implements Outcome {
        @Override
        public String words() {
            return refusal.words();
        }
    }

    /** Would have been acted on. */
    record DryRun() implements Outcome {
        @Override
        public String words() {
            return "would have acted";
        }
    }

    /** Acted on, and the second observation does not show what was wanted. */
    record Failed(String words) implements Outcome {}
}
