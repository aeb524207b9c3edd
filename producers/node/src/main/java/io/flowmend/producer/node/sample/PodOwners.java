/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import io.flowmend.kernel.address.Ip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses live pods own. It holds what live pods have and nothing of the dead.
 *
 * <p>A live pod that no longer shows an address keeps it: a record without addresses is no release (field guide, section
 * 1.2), and neither is a new sandbox with another address (section 1.4). Only its own end releases it, or another pod
 * that shows the same address. Addresses of nodes are never said to have ended.
 *
 * <p>Several watchers ask while one thread tells.
 */
public final class PodOwners {

    /** Addresses that one pod may have had; two at a time, and a few sandboxes. */
    private static final int MOST_PER_POD = 16;

    private final Map<String, Held> pods = new HashMap<>();
    private final Map<Ip, List<String>> owners = new HashMap<>();
    private final Map<Ip, Integer> nodes = new HashMap<>();

    private record Held(LinkedHashSet<Ip> own, Set<Ip> nodes) {}

    /**
     * @param at since when it holds
     * @return what changed by it, in no order
     */
    public synchronized List<OwnerNews> claim(String pod, PodClaim claim, Instant at) {
        return switch (claim) {
            case PodClaim.Live live -> live(pod, live, at);
            case PodClaim.Ended _ -> ended(pod, at);
        };
    }

    /** True if a live pod has the address or it is a node's. */
    public synchronized boolean owned(Ip ip) {
        return owners.containsKey(ip) || nodes.containsKey(ip);
    }

    public synchronized int size() {
        return owners.size();
    }

    private List<OwnerNews> live(String pod, PodClaim.Live live, Instant at) {
        var before = pods.get(pod);
        var own = before == null ? new LinkedHashSet<Ip>() : before.own();
        pods.put(pod, new Held(own, live.nodes()));
        live.nodes().forEach(ip -> nodes.merge(ip, 1, Integer::sum));
        leaveNodes(before);
        var news = new ArrayList<OwnerNews>();
        for (var ip : live.own()) {
            if (own.add(ip)) {
                var others = owners.computeIfAbsent(ip, address -> new ArrayList<>(1));
                news.add(others.isEmpty() ? OwnerNews.owned(ip, at) : OwnerNews.taken(ip, at));
                others.add(pod);
            }
        }
        own.stream().limit(Math.max(0, own.size() - MOST_PER_POD)).toList().forEach(ip -> {
            own.remove(ip);
            release(pod, ip, at, news);
        });
        return news;
    }

    private List<OwnerNews> ended(String pod, Instant at) {
        var before = pods.remove(pod);
        if (before == null) {
            return List.of();
        }
        leaveNodes(before);
        var news = new ArrayList<OwnerNews>();
        before.own().forEach(ip -> release(pod, ip, at, news));
        return news;
    }

    private void release(String pod, Ip ip, Instant at, List<OwnerNews> news) {
        var left = owners.get(ip);
        if (left != null && left.remove(pod) && left.isEmpty()) {
            owners.remove(ip);
            if (!nodes.containsKey(ip)) {
                news.add(OwnerNews.ended(ip, at));
            }
        }
    }

    private void leaveNodes(@Nullable Held held) {
        if (held != null) {
            held.nodes().forEach(ip -> nodes.computeIfPresent(ip, (address, count) -> count == 1 ? null : count - 1));
        }
    }
}
