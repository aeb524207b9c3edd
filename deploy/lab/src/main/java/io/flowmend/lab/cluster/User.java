/* Licensed under Apache-2.0. */
package io.flowmend.lab.cluster;

import java.util.Locale;

/** Who may come to the control plane. */
public enum User {
    /** May do everything. */
    ADMIN("admin", "system:masters"),
    /** May do what kube-proxy may in any cluster. */
    KUBE_PROXY("system:kube-proxy", ""),
    /** May do nothing until a test binds a role to the user "flowmend". */
    FLOWMEND("flowmend", "");

    private final String account;
    private final String groups;

    User(String account, String groups) {
        this.account = account;
        this.groups = groups;
    }

    /** The name that RBAC knows. */
    public String account() {
        return account;
    }

    String token() {
        return "token-of-" + name().toLowerCase(Locale.ROOT);
    }

    /** A line of the API server's token file. */
    String tokenLine() {
        return "%s,%s,%s,\"%s\"".formatted(token(), account, account, groups);
    }
}
