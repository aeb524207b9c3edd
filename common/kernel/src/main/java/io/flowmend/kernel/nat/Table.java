/* Licensed under Apache-2.0. */
package io.flowmend.kernel.nat;

/** @param family NFPROTO_* of netfilter.h */
record Table(int family, String name) {

    static final int INET = 1;
    static final int IPV4 = 2;
    static final int IPV6 = 10;
}
