/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

/**
 * What a finding of a flow is about.
 *
 * @param address service address, {@code ip:port/protocol}
 * @param flow {@code client -> address}
 * @param zone conntrack zone of the entry
 */
public record Subject(
        String cluster,
        String node,
        String serviceNamespace,
        String serviceName,
        String serviceUid,
        String address,
        String flow,
        int zone) {}
