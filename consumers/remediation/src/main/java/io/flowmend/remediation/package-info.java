/* Licensed under Apache-2.0. */
/**
 * The executor: a process of its own on each node that takes commands from {@code remediation.commands}, and the only one that changes
 * a node. It believes nobody: a command is acted on only if a trusted key signed it, this node's policy lets it, and the node itself,
 * read in the same breath, shows the fault and the truth that makes the act right (design, section 7). What it did it sees with its own
 * eyes before it says so. docs/remediation.md tells how it decides.
 */
@NullMarked
package io.flowmend.remediation;

import org.jspecify.annotations.NullMarked;
