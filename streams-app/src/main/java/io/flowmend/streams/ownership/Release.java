/* Licensed under Apache-2.0. */
package io.flowmend.streams.ownership;

/** Why a pod no longer owns an address (field guide, section 1.2). */
public enum Release {
    /** The object is gone. */
    DELETED(true, "it was deleted"),
    /** Succeeded or Failed: the address is free although the object still shows it. */
    FINISHED(true, "it has finished"),
    /** It is terminating and its CNI has taken the network away. */
    NETWORK_REMOVED(true, "it is terminating and its network was removed"),
    /** Its sandbox was made anew under the same uid; it lives on elsewhere. */
    ADDRESS_CHANGED(false, "its sandbox was made anew and has another address"),
    /** The object of a static pod is gone, which the pod itself does not notice. */
    MIRROR_DELETED(false, "its mirror object was deleted");

    private final boolean end;
    private final String words;

    Release(boolean end, String words) {
        this.end = end;
        this.words = words;
    }

    /** Whether the owner itself has ended, and not only let go of the address. */
    public boolean isEnd() {
        return end;
    }

    /** For people: {@code it was deleted}. */
    public String words() {
        return words;
    }
}
