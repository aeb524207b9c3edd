/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

/** What a ghost flow looks like on the node (field guide, section 5C). */
public enum Form {
    /** A one-way UDP sender keeps an unanswered entry alive. */
    UDP_ENTRY("udp-entry"),
    /** SYNs follow an entry that leads to a dead backend. */
    SYN_ENTRY("syn-entry"),
    /** A TCP socket retransmits to nobody. */
    HALF_OPEN("half-open"),
    /** A TCP socket has sent its SYN and waits: no fault itself, but a proof of use of the entry that its SYNs follow. */
    CONNECTING("connecting"),
    /** A UDP socket is connected to a pod's address. */
    PINNED_SOCKET("pinned-socket");

    private final String text;

    Form(String text) {
        this.text = text;
    }

    /** As cause classes and documents have it. */
    public String text() {
        return text;
    }
}
