/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import io.flowmend.producer.kubernetes.change.NamespaceFacts;
import io.flowmend.producer.kubernetes.change.NodeFacts;
import io.flowmend.producer.kubernetes.change.PodFacts;
import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.producer.kubernetes.change.ServiceFacts;
import io.flowmend.producer.kubernetes.change.SliceFacts;
import io.flowmend.producer.kubernetes.mark.Mark;
import java.util.List;
import java.util.Set;

/**
 * Says when a pod or an endpoint has ended: whoever holds back until that is proven waits for the next marks.
 *
 * @param hurry asks for marks more often for a while
 */
public record HurryingOutlet(Outlet outlet, Runnable hurry) implements Outlet {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    @Override
    public void publish(List<Publication> publications) {
        outlet.publish(publications);
        if (publications.stream().anyMatch(HurryingOutlet::isEnd)) {
            hurry.run();
        }
    }

    @Override
    public void mark(Mark mark) {
        outlet.mark(mark);
    }

    static boolean isEnd(Publication publication) {
        return publication instanceof Publication.State state
                && switch (state.facts()) {
                    case PodFacts pod -> state.deleted() || hasEnded(pod, state.changed());
                    case SliceFacts slice -> state.deleted() || hasLost(slice, state.changed());
                    case ServiceFacts _, NodeFacts _, NamespaceFacts _ -> false;
                };
    }

    private static boolean hasEnded(PodFacts pod, List<String> changed) {
        var terminating = changed.contains("deletionTimestamp") && pod.deletionTimestamp() != null;
        return terminating || (changed.contains("phase") && ENDED.contains(pod.phase()));
    }

    private static boolean hasLost(SliceFacts slice, List<String> changed) {
        return changed.contains("endpoints")
                && slice.endpoints().stream().anyMatch(endpoint -> endpoint.terminating() || !endpoint.ready());
    }
}
