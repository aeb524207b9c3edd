/* Licensed under Apache-2.0. */
package io.flowmend.local.part;

/** What became of a part. */
public sealed interface Attachment {

    /** It runs, attached to what the detail names in a few words. */
    record Attached(String detail) implements Attachment {}

    /** It does not, and that is no fault; why: e.g. no kubeconfig was found. */
    record NotAttached(String why) implements Attachment {}
}
