/* Licensed under Apache-2.0. */
package io.flowmend.streams.detector.ghostflow;

import io.flowmend.streams.detector.Finding;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.ownership.View;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Per node and address: what the API says, one value per flow, and per case a small record and its open finding. */
record GhostFlowStore(SortedStore store, GhostFlowCodec codec) {

    private static final String VIEW = "view";
    private static final String FLOW = "flow";
    private static final String CASE = "case";
    /** Name of the connecting socket of a flow, by the flow's words: an entry that is seen later finds its proof. */
    private static final String CONNECTING = "connecting";

    private static final String FINDING = "finding";

    private static final char AFTER_DIGITS = ':';

    /** One node's address. */
    record Place(String lane, String subject) {

        private Key key(String kind) {
            return new Key().text(kind).text(lane).text(subject);
        }
    }

    View view(Place place) {
        var bytes = store.get(place.key(VIEW).bytes());
        return bytes == null ? View.NOTHING : codec.view(bytes);
    }

    void view(Place place, View view) {
        store.put(place.key(VIEW).bytes(), codec.write(view));
    }

    Optional<Flow> flow(Place place, String name) {
        return Optional.ofNullable(store.get(place.key(FLOW).text(name).bytes()))
                .map(codec::flow);
    }

    void put(Place place, Flow flow) {
        store.put(place.key(FLOW).text(flow.text()).bytes(), codec.write(flow));
        if (flow.form() == Form.CONNECTING) {
            store.put(connecting(place, flow), flow.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    void remove(Place place, Flow flow) {
        store.delete(place.key(FLOW).text(flow.text()).bytes());
        if (flow.target() instanceof Target.Socket) { // it may have been connecting once
            store.delete(connecting(place, flow));
        }
    }

    /** The socket that connects through this entry, if one is known. */
    Optional<Flow> socketOf(Place place, Flow entry) {
        return Optional.ofNullable(store.get(connecting(place, entry)))
                .flatMap(name -> flow(place, new String(name, StandardCharsets.UTF_8)));
    }

    /** In whatever zones: the entries that the packets of this socket may follow. */
    List<Flow> entriesOf(Place place, Flow socket) {
        var name = Target.named(socket.target().protocol(), socket.target().original());
        var found = new ArrayList<Flow>();
        store.scan(
                place.key(FLOW).text(name).bytes(),
                place.key(FLOW).text(name + AFTER_DIGITS).bytes(),
                (key, value) -> found.add(codec.flow(value)));
        return found;
    }

    private static byte[] connecting(Place place, Flow of) {
        return place.key(CONNECTING).text(Target.words(of.target().original())).bytes();
    }

    /** In the order of their names. */
    List<Flow> flows(Place place) {
        return all(place.key(FLOW), codec::flow);
    }

    Optional<Case> caseOf(Place place, String name) {
        return Optional.ofNullable(store.get(place.key(CASE).text(name).bytes()))
                .map(codec::read);
    }

    List<Case> cases(Place place) {
        return all(place.key(CASE), codec::read);
    }

    void put(Place place, Case of) {
        store.put(place.key(CASE).text(of.id().text()).bytes(), codec.write(of));
    }

    void remove(Place place, Case of) {
        store.delete(place.key(CASE).text(of.id().text()).bytes());
        store.delete(place.key(FINDING).text(of.id().text()).bytes());
    }

    /** The open finding of a case, without its remedy. */
    Optional<Finding> finding(Place place, Case of) {
        return Optional.ofNullable(
                        store.get(place.key(FINDING).text(of.id().text()).bytes()))
                .map(codec::finding);
    }

    void put(Place place, Case of, Finding finding) {
        store.put(place.key(FINDING).text(of.id().text()).bytes(), codec.write(finding.mendedBy(Optional.empty())));
    }

    boolean hasFlows(Place place) {
        var found = new boolean[1];
        store.scan(place.key(FLOW).bytes(), place.key(FLOW).end(), (key, value) -> {
            found[0] = true;
            return false;
        });
        return found[0];
    }

    /** Drops what the API said, once no flow needs it. */
    boolean forgetIfEmpty(Place place) {
        if (hasFlows(place)) {
            return false;
        }
        store.delete(place.key(VIEW).bytes());
        return true;
    }

    private <T> List<T> all(Key prefix, Function<byte[], T> read) {
        var found = new ArrayList<T>();
        store.scan(prefix.bytes(), prefix.end(), (key, value) -> found.add(read.apply(value)));
        return found;
    }
}
