/* Licensed under Apache-2.0. */
package io.flowmend.producer.kubernetes.watch;

import io.flowmend.producer.kubernetes.change.Publication;
import io.flowmend.producer.kubernetes.mark.Mark;
import java.util.List;

/** Where one type goes, in the order of the calls. A call that throws ends the producer. */
public interface Outlet {

    void publish(List<Publication> publications);

    /** Returns when the mark stands behind everything published before it. */
    void mark(Mark mark);
}
