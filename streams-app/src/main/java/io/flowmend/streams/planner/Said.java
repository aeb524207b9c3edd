/* Licensed under Apache-2.0. */
package io.flowmend.streams.planner;

/** What was last decided of a case: the same is not said twice in a row. */
public record Said(Verdict verdict, String reason) {}
