/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import static io.flowmend.producer.node.sample.Flows.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LifetimeTest {

    @Test
    void aFastSenderShowsTheSameTimeoutTwice() {
        assertThat(look(2.0, 29).prolonged(look(0.0, 29))).isTrue();
    }

    @Test
    void anEndThatMovedByOneSecondIsProlongedAndByLessIsNot() {
        assertThat(look(2.010, 28).prolonged(look(0.0, 29))).isTrue();
        assertThat(look(2.009, 28).prolonged(look(0.0, 29))).isFalse();
    }

    @Test
    void readsLessThanTwoSecondsApartProveNothing() {
        assertThat(look(1.999, 29).prolonged(look(0.0, 25))).isFalse();
        assertThat(look(2.000, 29).prolonged(look(0.0, 25))).isTrue();
    }

    @Test
    void theTimeThatTheReadsTookCountsAgainstTheProof() {
        // Given a read that took 0.4 s: the kernel may have looked at its end
        var slow = new Lifetime(at(0), at(0.4), 28);
        // Then
        assertThat(look(2.409, 27).prolonged(slow)).isFalse();
        assertThat(look(2.410, 27).prolonged(slow)).isTrue();
    }

    @Test
    void theFirstReadOfAFastSendersNewEntryTells() {
        // Given the event, which shows the whole timeout, and a read as soon as it is due
        var event = look(0.0, 30);
        var due = Lifetime.TELLING.toMillis() / 1000.0;
        // Then
        assertThat(look(due, 29).prolonged(event)).isTrue();
        assertThat(look(due - 0.001, 29).prolonged(event)).isFalse();
    }

    private static Lifetime look(double seconds, int timeout) {
        return new Lifetime(at(seconds), at(seconds), timeout);
    }
}
