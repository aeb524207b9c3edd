/* Licensed under Apache-2.0. */
/**
 * A Kubernetes control plane of child processes, real kube-proxy inside a node of the lab, and those who make services and
 * pods. Everything here dies with the JVM, also with one that was killed: child processes watch a pipe.
 */
@NullMarked
package io.flowmend.lab.cluster;

import org.jspecify.annotations.NullMarked;
