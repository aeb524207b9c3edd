/* Licensed under Apache-2.0. */
package io.flowmend.streams.node;

import io.flowmend.streams.order.Applier;
import io.flowmend.streams.order.Key;
import io.flowmend.streams.order.SortedStore;
import io.flowmend.streams.order.Turn;
import java.util.List;
import java.util.function.Function;

/** Several rules over the lanes of nodes: each is given every turn, and the deadlines that it asked for itself. */
public final class NodeRules implements Applier {

    /** Origin of the facts that the stage itself makes of frames; no source of a node has it. */
    public static final String GAP = "\u0001gap";

    private static final String LIVE = "\u0001live";
    private static final String POD = "Pod/";
    private static final byte[] NOTHING = {};

    private final List<NodeDetector> detectors;
    private final SortedStore lives;
    private final Function<String, SortedStore> stores;
    private final NodeCodec codec;
    private final NodeOutput output;

    /**
     * @param lives where it is kept which lanes have begun
     * @param stores by name
     */
    public NodeRules(
            List<NodeDetector> detectors,
            SortedStore lives,
            Function<String, SortedStore> stores,
            NodeCodec codec,
            NodeOutput output) {
        this.detectors = List.copyOf(detectors);
        this.lives = lives;
        this.stores = stores;
        this.codec = codec;
        this.output = output;
    }

    @Override
    public void shared(Turn turn, byte[] payload) {
        if (payload.length == 0) {
            var uid = turn.position().origin().substring(POD.length());
            detectors.forEach(detector -> detector.rule().forget(scene(turn, detector), uid));
            return;
        }
        var pod = codec.pod(payload);
        var live = isLive(turn.lane());
        detectors.forEach(detector -> detector.rule().pod(scene(turn, detector), pod, live));
    }

    @Override
    public void own(Turn turn, byte[] payload) {
        if (!isLive(turn.lane())) {
            lives.put(live(turn.lane()), NOTHING);
        }
        if (turn.position().origin().equals(GAP)) {
            var gap = codec.gap(payload);
            detectors.forEach(detector -> detector.rule().gap(scene(turn, detector), gap));
            return;
        }
        var fact = codec.fact(payload);
        detectors.forEach(detector -> detector.rule().fact(scene(turn, detector), fact));
    }

    @Override
    public void resumed(Turn turn) {
        detectors.forEach(detector -> detector.rule().resumed(scene(turn, detector)));
    }

    @Override
    public void due(Turn turn) {
        var tag = turn.position().origin();
        var slash = tag.indexOf('/');
        detectors.stream()
                .filter(detector -> detector.name().equals(tag.substring(0, slash)))
                .forEach(detector -> detector.rule().due(scene(turn, detector), tag.substring(slash + 1)));
    }

    /** A node that has spoken is followed: what it does not say is what the rules are about. */
    @Override
    public boolean isIdle(String lane, String subject) {
        return !isLive(lane);
    }

    private boolean isLive(String lane) {
        return lives.get(live(lane)) != null;
    }

    private static byte[] live(String lane) {
        return new Key().text(LIVE).text(lane).bytes();
    }

    private Scene scene(Turn turn, NodeDetector detector) {
        var book = new StoredBook(stores.apply(detector.storeName()), codec, turn.lane());
        return new LaneScene(turn, detector.name(), book, codec, output);
    }
}
