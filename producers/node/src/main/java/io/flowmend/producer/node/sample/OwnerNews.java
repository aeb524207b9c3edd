/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.Ip;
import java.time.Instant;

/**
 * What changed about the owner of an address.
 *
 * @param ended an owner ended, or another pod came into its place: what was made before goes to nobody or to a stranger
 * @param owned a live pod has the address now
 * @param at when it changed, as the API's side has it; if an owner ended, when the last one did
 */
public record OwnerNews(Ip ip, boolean ended, boolean owned, Instant at) {

    static OwnerNews ended(Ip ip, Instant at) {
        return new OwnerNews(ip, true, false, at);
    }

    static OwnerNews taken(Ip ip, Instant at) {
        return new OwnerNews(ip, true, true, at);
    }

    static OwnerNews owned(Ip ip, Instant at) {
        return new OwnerNews(ip, false, true, at);
    }

    /** Both in one, this first. */
    public OwnerNews then(OwnerNews later) {
        return new OwnerNews(ip, ended || later.ended, later.owned, ended && !later.ended ? at : later.at);
    }
}
