/* Licensed under Apache-2.0. */
/**
 * Which pod owns an address, and until when (field guide, sections 1.2 and 1.4).
 *
 * <p>{@link io.flowmend.streams.ownership.Claim} reads one version of a pod: it owns these addresses, it owns none any
 * more, or it says nothing of them. {@link io.flowmend.streams.ownership.Ownership} follows one pod over its versions
 * and says what changed per address, as {@link io.flowmend.streams.ownership.Owner}: an interval that a uid had the
 * address. {@link io.flowmend.streams.ownership.Owners} has all of them of one address and answers who owned it at a
 * time. A released address keeps its former owner, because what still sends there can only be told from it.
 *
 * <p>{@link io.flowmend.streams.ownership.Backend} is the other half: a service had this pod behind this address.
 */
@NullMarked
package io.flowmend.streams.ownership;

import org.jspecify.annotations.NullMarked;
