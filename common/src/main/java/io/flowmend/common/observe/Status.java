/* Licensed under Apache-2.0. */
package io.flowmend.common.observe;

/**
 * An answer to "is it well?".
 *
 * @param detail one line that says why
 */
public record Status(boolean good, String detail) {

    public static Status good(String detail) {
        return new Status(true, detail);
    }

    public static Status bad(String detail) {
        return new Status(false, detail);
    }
}
