/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

/** How much a finding matters. */
public enum Severity {
    WARNING,
    CRITICAL
}
