/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the own namespace, which needs no right. */
class NamespaceThreadTest {

    private final NamespaceThread inside = NamespaceThread.enter(NetworkNamespace.own(), "inside");
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void whatWasOpenedInsideIsClosedAtTheEndTheLastFirst() {
        // Given
        open("first");
        open("second");
        // When
        inside.close();
        inside.close();
        // Then
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void workThatTheKernelNeverAnswersHoldsNobodyUpAndNothingIsClosedUnderIt() throws InterruptedException {
        // Given
        inside.open(() -> (AutoCloseable) over::countDown);
        open("socket");
        var asking = Thread.ofVirtual()
                .start(() -> inside.call(() -> {
                    answer.await();
                    return closed.add("answered");
                }));
        while (asking.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        // When
        inside.close();
        // Then
        assertThat(closed).isEmpty();
        // And once the kernel answers
        answer.countDown();
        assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(closed).containsExactly("answered", "socket");
    }

    private void open(String name) {
        inside.open(() -> (AutoCloseable) () -> closed.add(name));
    }
}
