/* Licensed under Apache-2.0. */
/**
 * From the objects of the Kubernetes client to {@link io.flowmend.producer.kubernetes.change.Facts}: picks what we carry and
 * fills in the defaults that the API documents, so that an absent field and its default are no difference.
 *
 * <p>Annotations and labels are the user's: of annotations only those that a CNI or a dataplane reads are carried, others
 * may be large or confidential. Times are cut to microseconds, which is what the records hold.
 */
@NullMarked
package io.flowmend.producer.kubernetes.read;

import org.jspecify.annotations.NullMarked;
