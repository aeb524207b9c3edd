/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

/** A pod as the API knows it. */
public record PodIdentity(String name, String uid, String node) {}
