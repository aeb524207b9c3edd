/* Licensed under Apache-2.0. */
package io.flowmend.streams.config;

/** What holds the state of the topology; its changelog topics hold it too, either way. */
public enum StateStore {
    /** On disk: a process that starts again reads only what is newer than its checkpoint. */
    ROCKSDB,
    /** In the heap: a process that starts again reads its changelogs from the beginning. */
    MEMORY
}
