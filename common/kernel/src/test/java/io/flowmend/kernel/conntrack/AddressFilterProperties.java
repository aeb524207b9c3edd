/* Licensed under Apache-2.0. */
package io.flowmend.kernel.conntrack;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.address.ServiceAddress;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class AddressFilterProperties {

    @Property
    void theFilterAnswersAsTheSetItWasMadeOf(
            @ForAll("addresses") @Size(max = 200) List<ServiceAddress> inside,
            @ForAll("addresses") @Size(max = 200) List<ServiceAddress> asked) {
        var filter = AddressFilter.of(inside);
        var set = new HashSet<>(inside);
        inside.forEach(address -> assertThat(contains(filter, address)).isTrue());
        asked.forEach(address -> assertThat(contains(filter, address)).isEqualTo(set.contains(address)));
    }

    @Provide
    Arbitrary<List<ServiceAddress>> addresses() {
        var ip = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 20).map(Ip::ofV4),
                Arbitraries.longs().between(0, 20).map(low -> new Ip(0x20010db8L << 32, low)));
        var port = Arbitraries.integers().between(1, 5);
        var protocol = Arbitraries.of(ServiceAddress.TCP, ServiceAddress.UDP, ServiceAddress.SCTP);
        return Combinators.combine(ip, port, protocol).as(ServiceAddress::new).list();
    }

    private static boolean contains(AddressFilter filter, ServiceAddress address) {
        return filter.contains(address.ip().high(), address.ip().low(), address.port(), address.protocol());
    }
}
