/* Licensed under Apache-2.0. */
package io.flowmend.kernel.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowmend.kernel.address.Ip;
import io.flowmend.kernel.support.Kernel;
import io.flowmend.kernel.support.Namespace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutesIT {

    private static final Route NOWHERE = new Route.Nowhere();
    private static final Route OUT = new Route.Out("up0");

    private Namespace namespace;
    private Routes routes;

    @BeforeEach
    void open() {
        Kernel.required();
        namespace = Namespace.make();
        namespace.run("ip link add up0 type veth peer name down0; ip link set up0 up; ip link set down0 up;"
                + " ip addr add 10.1.0.1/24 dev up0; ip addr add fd01::1/64 dev up0 nodad;"
                + " ip route add 10.9.0.0/16 via 10.1.0.2; ip -6 route add fd09::/64 via fd01::2;"
                + " ip route add unreachable 10.8.0.0/16; ip route add blackhole 10.7.0.0/16;"
                + " ip route add prohibit 10.6.0.0/16; ip -6 route add unreachable fd08::/64;"
                + " ip -6 route add blackhole fd07::/64");
        routes = namespace.entry().call(Routes::open);
    }

    @AfterEach
    void close() {
        if (namespace != null) {
            routes.close();
            namespace.close();
        }
    }

    @Test
    void theOwnAddressesAreLocal() {
        assertThat(to("10.1.0.1")).isEqualTo(new Route.Local());
        assertThat(to("127.0.0.5")).isEqualTo(new Route.Local());
        assertThat(to("fd01::1")).isEqualTo(new Route.Local());
    }

    @Test
    void aRouteNamesItsInterface() {
        assertThat(to("10.1.0.7")).isEqualTo(OUT);
        assertThat(to("10.9.3.3")).isEqualTo(OUT);
        assertThat(to("fd01::7")).isEqualTo(OUT);
        assertThat(to("fd09::3")).isEqualTo(OUT);
    }

    @Test
    void whatHasNoRouteOrAClosedOneGoesNowhere() {
        assertThat(to("203.0.113.7")).isEqualTo(NOWHERE);
        assertThat(to("10.8.0.1")).isEqualTo(NOWHERE);
        assertThat(to("10.7.0.1")).isEqualTo(NOWHERE);
        assertThat(to("10.6.0.1")).isEqualTo(NOWHERE);
        assertThat(to("2001:db8::1")).isEqualTo(NOWHERE);
        assertThat(to("fd08::1")).isEqualTo(NOWHERE);
        assertThat(to("fd07::1")).isEqualTo(NOWHERE);
    }

    private Route to(String address) {
        return routes.to(Ip.parse(address));
    }
}
