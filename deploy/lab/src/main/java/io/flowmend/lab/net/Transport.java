/* Licensed under Apache-2.0. */
package io.flowmend.lab.net;

import java.util.Locale;

/** The transport protocols that the lab speaks. */
public enum Transport {
    UDP,
    TCP;

    /** As ip, nft and conntrack write it. */
    public String lowercase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
