/* Licensed under Apache-2.0. */
package io.flowmend.streams.failure;

/** Outcome of reading a value: what the domain foresees is a value, not an exception. */
public sealed interface Decoded<T> {

    record Value<T>(T value) implements Decoded<T> {}

    /** The record is at fault; it goes to the dead letters. */
    record Unreadable<T>(String reason) implements Decoded<T> {}
}
