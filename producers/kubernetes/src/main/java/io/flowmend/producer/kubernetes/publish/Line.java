/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.publish;

import io.flowmend.producer.kubernetes.change.Facts;
import io.flowmend.producer.kubernetes.change.Tracker;
import io.flowmend.producer.kubernetes.mark.MarkRule;
import io.flowmend.producer.kubernetes.watch.Outlet;

/** One type as the topics left it, and its way into its topic. */
public record Line<F extends Facts>(Tracker<F> tracker, MarkRule marks, Outlet outlet) {}
