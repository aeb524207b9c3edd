/* Licensed under Apache-2.0. */
package io.flowmend.local.findings;

import io.flowmend.schemas.remediation.Remedy;
import io.flowmend.schemas.telemetry.Tuple;
import java.util.ArrayList;
import java.util.List;

/** What a remedy does to what, in words. */
public final class Targets {

    /** More would hide the rest of the line. */
    private static final int NAMED = 3;

    /** Completes "it would ...". */
    public static String words(Remedy remedy) {
        return switch (remedy.getAction()) {
            case ADVISE -> "do nothing";
            case DELETE_CONNTRACK_ENTRIES -> "delete " + named("entry", "entries", entries(remedy));
            case DESTROY_SOCKETS -> "destroy " + named("socket", "sockets", sockets(remedy));
        };
    }

    private static List<String> entries(Remedy remedy) {
        var entries = new ArrayList<String>();
        remedy.getEntries()
                .forEach(entry -> entries.add("id " + entry.getConntrackId() + " zone " + entry.getZone() + " "
                        + flow(entry.getOriginal()) + ", answers " + flow(entry.getReply())));
        return entries;
    }

    private static List<String> sockets(Remedy remedy) {
        var sockets = new ArrayList<String>();
        remedy.getSockets()
                .forEach(socket -> sockets.add("cookie " + socket.getCookie() + " " + flow(socket.getTuple())));
        return sockets;
    }

    private static String named(String one, String many, List<String> all) {
        var rest = all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "";
        return (all.size() == 1 ? one : all.size() + " " + many) + " "
                + String.join("; ", all.subList(0, Math.min(NAMED, all.size()))) + rest;
    }

    private static String flow(Tuple tuple) {
        return tuple.getSource() + ":" + tuple.getSourcePort() + " -> " + tuple.getDestination() + ":"
                + tuple.getDestinationPort();
    }

    private Targets() {}
}
