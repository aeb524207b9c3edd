/* Licensed under Apache-2.0. */
/**
 * Who owns which address, by this node's own reading of the pods: the executor believes the planner's word about an owner only
 * after it has seen the same itself (field guide, section 1.2).
 */
@NullMarked
package io.flowmend.remediation.owner;

import org.jspecify.annotations.NullMarked;
