/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector;

/** Shapes of the address stage's keys; the shape picks the detector. */
public enum Subjects {
    /** {@code cluster/ip/port/protocol}, as {@link io.flowmend.streams.service.ServiceAddress#key} writes it. */
    SERVICE_ADDRESSES,
    /** {@code cluster/ip}: whatever owns the address. */
    ADDRESSES;

    /** Shape of a key; an IPv6 address holds no slash. */
    public static Subjects of(String key) {
        return key.indexOf('/') == key.lastIndexOf('/') ? ADDRESSES : SERVICE_ADDRESSES;
    }

    /** Key of an address. */
    public static String address(String cluster, String ip) {
        return cluster + "/" + ip;
    }
}
