/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import io.flowmend.producer.kubernetes.change.Ending;
import io.flowmend.producer.kubernetes.change.NamespaceFacts;
import io.flowmend.producer.kubernetes.change.NodeFacts;
import io.flowmend.producer.kubernetes.change.PodFacts;
import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.producer.kubernetes.change.ServiceFacts;
import io.flowmend.producer.kubernetes.change.SliceFacts;
import io.flowmend.producer.kubernetes.mark.Mark;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says when a pod or an endpoint is ending or has ended: whoever holds back until that is proven waits for the next marks.
 *
 * @param hurry asks for marks more often for a while
 */
public record HurryingOutlet(Outlet outlet, Consumer<Ending> hurry) implements Outlet {

    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    /** Annotations that a CNI empties when it has removed the network of a terminating pod (field guide, section 1.2). */
    private static final Set<String> EMPTIED = Set.of("cni.projectcalico.org/podIP", "vpc.amazonaws.com/pod-ips");

    @Override
    public void publish(List<Publication> publications) {
        outlet.publish(publications);
        var ending = publications.stream()
                .map(HurryingOutlet::ending)
                .max(Comparator.naturalOrder())
                .orElse(Ending.NONE);
        if (ending != Ending.NONE) {
            hurry.accept(ending);
        }
    }

    @Override
    public void mark(Mark mark) {
        outlet.mark(mark);
    }

    static Ending ending(Publication publication) {
        return publication instanceof Publication.State state
                ? switch (state.facts()) {
                    case PodFacts pod -> state.deleted() ? Ending.OWNER_GONE : ending(pod, state.changed());
                    case SliceFacts slice ->
                        state.deleted() || hasLost(slice, state.changed()) ? Ending.BEGUN : Ending.NONE;
                    case ServiceFacts _, NodeFacts _, NamespaceFacts _ -> Ending.NONE;
                }
                : Ending.NONE;
    }

    private static Ending ending(PodFacts pod, List<String> changed) {
        var finished = changed.contains("phase") && FINISHED.contains(pod.phase());
        if (finished || (changed.contains("annotations") && isNetworkRemoved(pod))) {
            return Ending.OWNER_GONE;
        }
        return changed.contains("deletionTimestamp") && pod.deletionTimestamp() != null ? Ending.BEGUN : Ending.NONE;
    }

    private static boolean isNetworkRemoved(PodFacts pod) {
        return pod.deletionTimestamp() != null
                && EMPTIED.stream().anyMatch(name -> "".equals(pod.annotations().get(name)));
    }

    private static boolean hasLost(SliceFacts slice, List<String> changed) {
        return changed.contains("endpoints")
                && slice.endpoints().stream().anyMatch(endpoint -> endpoint.terminating() || !endpoint.ready());
    }
}
