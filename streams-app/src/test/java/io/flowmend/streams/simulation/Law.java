/* Licensed under Apache-2.0. */
package io.flowmend.streams.simulation;

/** What must hold of every rule. */
enum Law {
    /** Recall and precision are 1. */
    FINDS_WHAT_HAPPENED,
    /** Each record written three times. */
    COPIES_CHANGE_NOTHING,
    /** Writers are delayed against each other. */
    ORDER_CHANGES_NOTHING,
    /** Four or twelve instead of one. */
    PARTITIONS_CHANGE_NOTHING,
    /** 5 % of what nodes tell is lost, and counted. */
    LOSSES_ACCUSE_NOBODY
}
