/* Licensed under Apache-2.0. */
package io.flowmend.remediation.owner;

/** An answer about one pod and one address. */
public sealed interface Ownership {

    /** The pod owns it. */
    record Owns() implements Ownership {}

    /** It does not, and the view is complete and recent enough to say so. */
    record OwnsNot() implements Ownership {}

    /** The view is not complete, or too old. */
    record Unknown(String why) implements Ownership {}
}
