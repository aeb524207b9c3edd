/* Licensed under Apache-2.0. */
package io.flowmend.streams.topology;

import io.flowmend.streams.codec.NodePods;
import io.flowmend.streams.node.PodSeen;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was last said of each pod to its node; a pod that is gone is remembered there for a while. */
final class NodePodStore {

    private static final String SAID = "said";

    private final SortedStore store;
    private final ForgetList forget;

    NodePodStore(SortedStore store, Duration memory) {
        this.store = store;
        this.forget = new ForgetList(store, memory);
    }

    /**
     * To be said to a node.
     *
     * @param pod empty if it is there no longer
     */
    record Said(String node, String uid, Optional<PodSeen> pod) {}

    /** @param node empty while it is not scheduled */
    List<Said> apply(Optional<String> node, PodSeen pod, boolean deleted) {
        if (node.isEmpty()) {
            return List.of();
        }
        var key = new Key().text(SAID).text(pod.uid()).bytes();
        var before = Optional.ofNullable(store.get(key)).map(KeyedPayload::read);
        var here = new Said(node.get(), pod.uid(), Optional.of(pod));
        var former = before.map(KeyedPayload::key).filter(name -> !name.equals(node.get()));
        if (deleted) {
            store.delete(key);
            forget.add(pod.record().time(), node.get(), pod.uid());
        } else if (former.isEmpty()
                && before.filter(said -> pod.saysTheSameAs(NodePods.pod(said.payload())))
                        .isPresent()) {
            return List.of();
        } else {
            store.put(key, new KeyedPayload(node.get(), NodePods.bytes(pod)).bytes());
        }
        return former.map(name -> List.of(new Said(name, pod.uid(), Optional.empty()), here))
                .orElse(List.of(here));
    }

    /** Node and uid of what is due. */
    List<ForgetList.Due> forget(Instant until) {
        return forget.due(until);
    }
}
