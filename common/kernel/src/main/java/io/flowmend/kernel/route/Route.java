/* Licensed under Apache-2.0. */
package io.flowmend.kernel.route;

/** What a network namespace does with a packet to one address. */
public sealed interface Route {

    /** It is the namespace's own address. */
    record Local() implements Route {}

    /** It is sent out by this interface. */
    record Out(String interfaceName) implements Route {}

    /** It is sent nowhere: no route, unreachable, prohibited, a black hole, or not to one receiver (broadcast, multicast). */
    record Nowhere() implements Route {}
}
