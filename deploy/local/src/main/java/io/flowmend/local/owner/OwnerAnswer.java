/* Licensed under Apache-2.0. */
package io.flowmend.local.owner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.streams.detector.RecordRef;
import io.flowmend.streams.ownership.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who owned an address at a time.
 *
 * @param owners more than one is a fault of its own
 * @param former those who had let go of it by then, the last first
 * @param known whether nothing that happened up to that time can still come
 */
public record OwnerAnswer(String address, Instant at, List<Owner> owners, List<Owner> former, boolean known) {

    public OwnerAnswer {
        owners = List.copyOf(owners);
        former = List.copyOf(former);
    }

    public static OwnerAnswer of(AddressHistory history, String address, Instant at) {
        return new OwnerAnswer(
                address, at, history.owners().at(at), history.owners().formerAt(at), history.knows(at));
    }

    /** For people. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        if (owners.isEmpty()) {
            lines.add("nobody owned " + address + " at " + at);
        }
        owners.forEach(owner -> lines.addAll(lines(address + " at " + at + ": ", owner)));
        former.forEach(owner -> lines.addAll(lines("before: ", owner)));
        if (!known) {
            lines.add("not final: the pods are not known up to " + at + " yet, or a record of them cannot be read");
        }
        return lines;
    }

    /** As one object. */
    public ObjectNode json() {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("address", address).put("at", at.toString()).put("known", known);
        var now = node.putArray("owners");
        owners.forEach(owner -> now.add(json(owner)));
        var before = node.putArray("former");
        former.forEach(owner -> before.add(json(owner)));
        return node;
    }

    private static List<String> lines(String what, Owner owner) {
        var until = owner.until()
                .map(end -> "until " + end.at() + ", when " + end.why().words())
                .orElse("and still");
        var lines = new ArrayList<String>();
        lines.add(what + "pod " + owner.pod() + " (uid " + owner.uid() + ")"
                + owner.node().map(node -> " on node " + node).orElse("") + ", from " + owner.from() + " " + until);
        lines.add("    " + place(owner.began()));
        owner.until().ifPresent(end -> lines.add("    " + place(end.record())));
        return lines;
    }

    private static String place(RecordRef record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset() + "  " + record.time() + "  "
                + record.origin();
    }

    private static ObjectNode json(Owner owner) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("pod", owner.pod()).put("uid", owner.uid());
        owner.node().ifPresent(name -> node.put("node", name));
        node.put("from", owner.from().toString());
        node.set("began", json(owner.began()));
        owner.until().ifPresent(end -> {
            node.put("until", end.at().toString()).put("because", end.why().words());
            node.set("ended", json(end.record()));
        });
        return node;
    }

    private static ObjectNode json(RecordRef record) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("at", record.time().toString())
                .put("origin", record.origin());
    }
}
