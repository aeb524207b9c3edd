/* Licensed under Apache-2.0. */
package io.flowmend.producer.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import io.flowmend.producer.node.watch.AddressInbox.Claim;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressInboxTest {

    private static final String SERVICE = "lab/default/traps/uid";
    private static final ServiceAddress FIRST = address("203.0.113.7");
    private static final ServiceAddress SECOND = address("203.0.113.8");

    private final AddressInbox inbox = new AddressInbox();

    @Test
    void aServiceThatCameAndWentUnseenStillTellsItsAddress() {
        inbox.put(new Claim(SERVICE, Set.of(FIRST)));
        inbox.put(new Claim(SERVICE, Set.of()));
        assertThat(inbox.take()).containsExactly(new Claim(SERVICE, Set.of(), Set.of(FIRST)));
    }

    @Test
    void anAddressThatIsBackWasNotLeft() {
        inbox.put(new Claim(SERVICE, Set.of(FIRST)));
        inbox.put(new Claim(SERVICE, Set.of(SECOND)));
        inbox.put(new Claim(SERVICE, Set.of(FIRST)));
        assertThat(inbox.take()).containsExactly(new Claim(SERVICE, Set.of(FIRST), Set.of(SECOND)));
    }

    @Test
    void whatWasTakenIsNotToldAgain() {
        inbox.put(new Claim(SERVICE, Set.of(FIRST)));
        inbox.take();
        inbox.put(new Claim(SERVICE, Set.of()));
        assertThat(inbox.take()).containsExactly(new Claim(SERVICE, Set.of()));
    }

    private static ServiceAddress address(String ip) {
        return new ServiceAddress(Ip.parse(ip), 162, ServiceAddress.UDP);
    }
}
