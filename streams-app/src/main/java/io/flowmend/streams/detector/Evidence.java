/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

/**
 * One line of a finding's proof.
 *
 * @param says what the record proves, as a sentence
 */
public record Evidence(String says, RecordRef record) {}
