/* Licensed under Apache-2.0. */
/**
 * What a platform took in, as a file that a person can read and edit, and playing it again.
 *
 * <p>{@link io.flowmend.local.replay.Capture} writes a {@link io.flowmend.local.replay.Recording},
 * {@link io.flowmend.local.replay.ReplayPlan} says what is sent where and in which order (pure), and
 * {@link io.flowmend.local.replay.Replayer} sends it into a private platform. Every record keeps the topic, partition and
 * offset that it had in headers, so that evidence names the original. Watermarks speak for partitions, so on another count
 * of partitions they are not simply copied: {@link io.flowmend.local.replay.ApiMarks} says how.
 */
@NullMarked
package io.flowmend.local.replay;

import org.jspecify.annotations.NullMarked;
