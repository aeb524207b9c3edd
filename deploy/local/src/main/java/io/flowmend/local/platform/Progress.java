/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

/** Told what happens while a platform starts. May be called from several threads. */
@FunctionalInterface
public interface Progress {

    void say(String line);

    static Progress silent() {
        return line -> {};
    }
}
