/* Licensed under Apache-2.0. */
/**
 * The Kubernetes producer: Pods, Services, EndpointSlices and Nodes of a cluster become compacted topics, with a watermark
 * per type that makes the absence of a change provable (docs/architecture.md, design section 4).
 *
 * <p>Four loops ({@code watch}) list and watch, pick what we carry ({@code read}), find what changed ({@code change}) and
 * write it ({@code publish}); canaries ({@code canary}) come back on the watches and move the watermarks ({@code mark}).
 * It reads nothing else, no Secrets and no ConfigMaps, and writes nothing but its canaries;
 * {@code deploy/rbac/producer-kubernetes.yaml} gives exactly those rights.
 *
 * <p>Own decisions: list and watch instead of informers (see {@code watch}); the status topic's watermark is the least of
 * pods, services and slices, because nodes move by bookmarks and hold back 90 s.
 */
@NullMarked
package io.flowmend.producer.kubernetes;

import org.jspecify.annotations.NullMarked;
