/* Licensed under Apache-2.0. */
/**
 * What the NAT rules of a network namespace do with a new flow to one address.
 *
 * <p>The kernel's own form of the nftables rules is read, and only what the address leads to: one element of a map, the rules
 * of one chain. (libnftables reads every table for every command: 30 ms at 1,000 services, where this takes one.) The
 * rules are then run on a packet of which destination, protocol and port are known and everything else is not. A rule
 * that asks for something unknown may match or not, and both ways are followed; what is not understood is said, never guessed.
 * Rules of iptables-nft are rules of nftables and are read the same way; those of iptables-legacy and IPVS are not.
 */
@NullMarked
package io.flowmend.kernel.nat;

import org.jspecify.annotations.NullMarked;
