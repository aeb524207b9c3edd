/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import io.flowmend.kernel.address.Ip;
import io.flowmend.producer.node.sample.OwnerNews;
import io.flowmend.producer.node.sample.PodOwners;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed about the owners of addresses, on its way to a watcher. News of one address become one, so it holds no
 * more than there are addresses, however slowly it is emptied.
 */
public final class OwnerInbox {

    private final PodOwners owners;
    private final Map<Ip, OwnerNews> waiting = new LinkedHashMap<>();
    private boolean complete;

    /** @param owners what all inboxes share */
    public OwnerInbox(PodOwners owners) {
        this.owners = owners;
    }

    public synchronized void put(OwnerNews news) {
        waiting.merge(news.ip(), news, OwnerNews::then);
    }

    /** Every pod that was there before the producer began has been told. */
    public synchronized void completed() {
        complete = true;
    }

    public synchronized boolean complete() {
        return complete;
    }

    boolean owned(Ip ip) {
        return owners.owned(ip);
    }

    synchronized List<OwnerNews> take() {
        var all = new ArrayList<>(waiting.values());
        waiting.clear();
        return all;
    }
}
