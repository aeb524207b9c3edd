/* Licensed under Apache-2.0. */
package io.flowmend.kernel.netlink;

/** What can be sent to the kernel: a question, which changes nothing, or an order. */
public sealed interface Message permits Question, Order {

    Question.Channel channel();

    /** Number of the message in its channel. */
    int type();
}
