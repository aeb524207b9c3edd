/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flowmend.local.replay.PlainJson;
import io.flowmend.schemas.Topic;
import io.flowmend.schemas.Topics;
import io.flowmend.schemas.cluster.ApiMark;
import io.flowmend.schemas.origin.ApiOrigin;
import io.flowmend.schemas.telemetry.StatusMark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The API server as its producer tells of it: objects, and a watermark of every type, also into the nodes' status topic. */
public final class ApiSide {

    /** Types that are watched; each has watermarks. */
    private static final Map<Topic, String> TYPES = types();

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String cluster;
    private final Instant start;
    private final Tape tape;
    private final List<Pending> pending = new ArrayList<>();
    private @Nullable Cut cut;
    private Instant marked;
    private Instant lastVersionAt = Instant.MIN;
    private int versionsAt;

    private record Cut(Instant from, Instant until) {}

    private record Pending(Topic topic, String uid, String key, boolean deleted, SpecificRecord state) {}

    ApiSide(String cluster, Instant start, Tape tape) {
        this.cluster = cluster;
        this.start = start;
        this.tape = tape;
        this.marked = start;
    }

    /** An object came, changed or, with its last state, went. */
    public void changed(Topic topic, String uid, String key, Instant at, boolean deleted, SpecificRecord state) {
        mend(at);
        if (cut == null) {
            write(topic, uid, key, at, false, deleted, state);
        } else {
            pending.add(new Pending(topic, uid, key, deleted, state));
        }
    }

    /** Every watch is cut: what happens meanwhile is only seen at its end, by a list. */
    public void cut(Instant from, Instant until) {
        cut = new Cut(from, until);
    }

    void mark(Instant at) {
        var before = cut;
        mend(at);
        if (cut != null) {
            return;
        }
        var mark = ApiMark.newBuilder().setWatermark(at).setReturnedAt(at);
        if (before != null) {
            mark.setUnknownFrom(marked).setUnknownUntil(before.until()).setReason("relist");
        }
        TYPES.forEach((topic, type) -> {
            var value = JSON.objectNode();
            value.set("origin", origin(type, "", at, false));
            value.put("eventTime", at.toString());
            value.set("mark", PlainJson.write(mark.build()));
            tape.write(topic, cluster + "/_mark/0", value, at);
        });
        var status = JSON.objectNode();
        status.put("cluster", cluster);
        status.set("mark", PlainJson.write(new StatusMark(at, at, 0, 1)));
        tape.write(Topics.NODE_STATUS, cluster + "/_mark/0", status, at);
        marked = at;
    }

    private void mend(Instant at) {
        if (cut == null || at.isBefore(cut.until())) {
            return;
        }
        var listed = cut.until();
        cut = null;
        pending.forEach(
                each -> write(each.topic(), each.uid(), each.key(), listed, true, each.deleted(), each.state()));
        pending.clear();
    }

    private void write(
            Topic topic, String uid, String key, Instant at, boolean relisted, boolean deleted, SpecificRecord state) {
        var type = TYPES.get(topic);
        if (type == null) {
            throw new IllegalArgumentException(topic.suffix() + " is no topic of the API");
        }
        var value = JSON.objectNode();
        value.set("origin", origin(type, uid, at, relisted));
        value.put("eventTime", at.toString());
        value.put("deleted", deleted);
        value.set("state", PlainJson.write(state));
        tape.write(topic, cluster + "/" + key, value, at);
        if (deleted) {
            tape.tombstone(topic, cluster + "/" + key, at);
        }
    }

    private ObjectNode origin(String type, String uid, Instant at, boolean relisted) {
        return PlainJson.write(new ApiOrigin(cluster, type, uid, Long.toString(version(at)), at, relisted));
    }

    /** Grows with time, and is the same whatever else a scenario holds at other times: ids of findings stay. */
    private long version(Instant at) {
        versionsAt = at.equals(lastVersionAt) ? versionsAt + 1 : 0;
        lastVersionAt = at;
        return (1 + Duration.between(start, at).toMillis()) * 1000 + versionsAt;
    }

    private static Map<Topic, String> types() {
        var types = new LinkedHashMap<Topic, String>();
        types.put(Topics.SERVICES, "Service");
        types.put(Topics.ENDPOINT_SLICES, "EndpointSlice");
        types.put(Topics.PODS, "Pod");
        types.put(Topics.NODES, "Node");
        types.put(Topics.NAMESPACES, "Namespace");
        return types;
    }
}
