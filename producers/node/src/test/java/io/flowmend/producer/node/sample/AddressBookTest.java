/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.sample;

import static io.flowmend.producer.node.sample.Flows.SERVICE;
import static io.flowmend.producer.node.sample.Flows.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.ServiceAddress;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressBookTest {

    private static final ServiceAddress OTHER = new ServiceAddress(SERVICE.ip(), 163, ServiceAddress.UDP);

    private final AddressBook book = new AddressBook(Duration.ofMinutes(10));

    @Test
    void anAddressAppearsOnceHoweverManyServicesClaimIt() {
        assertThat(book.claim("a", Set.of(SERVICE), at(0))).containsExactly(SERVICE);
        assertThat(book.claim("b", Set.of(SERVICE, OTHER), at(1))).containsExactly(OTHER);
        assertThat(book.claim("a", Set.of(SERVICE), at(2))).isEmpty();
        assertThat(book.claim("a", Set.of(), at(3))).isEmpty();
        assertThat(book.claim("a", Set.of(SERVICE), at(4))).isEmpty();
    }

    @Test
    void anAddressOfADeletedServiceIsWatchedForTenMinutes() {
        book.claim("a", Set.of(SERVICE), at(0));
        book.claim("a", Set.of(), at(1));
        assertThat(book.expire(at(600.999), address -> false)).isFalse();
        assertThat(book.watched()).containsExactly(SERVICE);
        assertThat(book.expire(at(601), address -> false)).isTrue();
        assertThat(book.watched()).isEmpty();
    }

    @Test
    void anAddressThatComesBackAppearsAgainAndIsRetiredNoMore() {
        book.claim("a", Set.of(SERVICE), at(0));
        book.claim("a", Set.of(), at(1));
        assertThat(book.claim("again", Set.of(SERVICE), at(2))).containsExactly(SERVICE);
        book.expire(at(10_000), address -> false);
        assertThat(book.watched()).containsExactly(SERVICE);
    }

    @Test
    void anAddressWithATrackedEntryIsNotForgotten() {
        book.claim("a", Set.of(SERVICE), at(0));
        book.claim("a", Set.of(), at(1));
        assertThat(book.expire(at(10_000), SERVICE::equals)).isFalse();
        assertThat(book.expire(at(10_001), address -> false)).isTrue();
    }

    @Test
    void aServiceThatChangesItsPortLeavesTheOldOne() {
        book.claim("a", Set.of(SERVICE), at(0));
        assertThat(book.claim("a", Set.of(OTHER), at(1))).containsExactly(OTHER);
        book.expire(at(1000), address -> false);
        assertThat(book.watched()).containsExactly(OTHER);
    }
}
