/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.Ip;

/**
 * What changed about the owner of an address.
 *
 * @param ended an owner ended, or another pod came into its place: what was made before goes to nobody or to a stranger
 * @param owned a live pod has the address now
 */
public record OwnerNews(Ip ip, boolean ended, boolean owned) {

    static OwnerNews ended(Ip ip) {
        return new OwnerNews(ip, true, false);
    }

    static OwnerNews taken(Ip ip) {
        return new OwnerNews(ip, true, true);
    }

    static OwnerNews owned(Ip ip) {
        return new OwnerNews(ip, false, true);
    }

    /** Both in one, this first. */
    public OwnerNews then(OwnerNews later) {
        return new OwnerNews(ip, ended || later.ended, later.owned);
    }
}
