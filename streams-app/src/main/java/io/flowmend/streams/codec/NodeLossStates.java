/* Licensed under Apache-2.0. */
package io.flowmend.streams.codec;

import io.flowmend.streams.detector.nodeloss.Batch;
import io.flowmend.streams.detector.nodeloss.Broken;
import io.flowmend.streams.detector.nodeloss.Form;
import io.flowmend.streams.detector.nodeloss.Heard;
import io.flowmend.streams.detector.nodeloss.NodeLossCodec.Said;
import io.flowmend.streams.detector.nodeloss.NodeWord;
import io.flowmend.streams.detector.nodeloss.Rows;
import io.flowmend.streams.state.NodeLossBatch;
import io.flowmend.streams.state.NodeLossBroken;
import io.flowmend.streams.state.NodeLossRow;
import io.flowmend.streams.state.NodeLossRows;
import io.flowmend.streams.state.NodeLossSaid;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;

/** State of the detector {@code nodeloss} as it is stored and sent. */
public final class NodeLossStates {

    private static final StateCodec<NodeLossRows> ROWS =
            new StateCodec<>(NodeLossRows.getEncoder(), NodeLossRows.getDecoder());
    private static final StateCodec<NodeLossBatch> BATCH =
            new StateCodec<>(NodeLossBatch.getEncoder(), NodeLossBatch.getDecoder());
    private static final StateCodec<NodeLossSaid> SAID =
            new StateCodec<>(NodeLossSaid.getEncoder(), NodeLossSaid.getDecoder());

    static byte[] bytes(Rows rows) {
        var avro = new ArrayList<NodeLossRow>();
        new TreeMap<>(rows.byNode()).forEach((node, row) -> avro.add(row(node, row)));
        return ROWS.write(new NodeLossRows(avro));
    }

    static Rows rows(byte[] bytes) {
        var rows = new TreeMap<String, Heard.Connection>();
        ROWS.read(bytes).getRows().forEach(row -> rows.put(row.getNode(), row(row)));
        return new Rows(rows);
    }

    static byte[] bytes(Batch batch) {
        return BATCH.write(NodeLossBatch.newBuilder()
                .setForm(batch.form().name())
                .setService(AddressFacts.state(batch.service()))
                .setKubeRouter(batch.kubeRouter().orElse(null))
                .setWaiting(batch.waiting().stream().map(NodeLossStates::broken).toList())
                .setListed(batch.listed().stream().map(NodeLossStates::broken).toList())
                .setClients(batch.clients())
                .setLostAt(batch.lostAt().orElse(null))
                .setFinding(batch.finding()
                        .map(finding -> ByteBuffer.wrap(Findings.bytes(finding)))
                        .orElse(null))
                .build());
    }

    static Batch batch(byte[] bytes) {
        var avro = BATCH.read(bytes);
        return new Batch(
                Form.valueOf(avro.getForm()),
                AddressFacts.fact(avro.getService()),
                Optional.ofNullable(avro.getKubeRouter()),
                avro.getWaiting().stream().map(NodeLossStates::broken).toList(),
                avro.getListed().stream().map(NodeLossStates::broken).toList(),
                avro.getClients(),
                Optional.ofNullable(avro.getLostAt()),
                Optional.ofNullable(avro.getFinding()).map(finding -> Findings.finding(Edges.payload(finding))));
    }

    /** @param node {@code cluster/node} */
    public static byte[] bytes(String node, NodeWord word) {
        return SAID.write(new NodeLossSaid(node, word.ready(), word.since(), Refs.ref(word.record())));
    }

    public static Said said(byte[] bytes) {
        var avro = SAID.read(bytes);
        return new Said(avro.getNode(), new NodeWord(avro.getReady(), avro.getSince(), Refs.record(avro.getRecord())));
    }

    private static NodeLossRow row(String node, Heard.Connection row) {
        return new NodeLossRow(
                node,
                row.client(),
                row.form().name(),
                row.backend(),
                row.established(),
                row.direct(),
                row.gone(),
                row.until(),
                Refs.ref(row.record()));
    }

    private static Heard.Connection row(NodeLossRow avro) {
        return new Heard.Connection(
                avro.getClient(),
                Form.valueOf(avro.getForm()),
                avro.getBackend(),
                avro.getEstablished(),
                avro.getDirect(),
                avro.getGone(),
                avro.getUntil(),
                Refs.record(avro.getRecord()));
    }

    private static NodeLossBroken broken(Broken broken) {
        return new NodeLossBroken(
                broken.client(),
                Refs.ref(broken.row()),
                broken.rowUntil(),
                Refs.ref(broken.reset()),
                broken.covering().map(Refs::ref).orElse(null));
    }

    private static Broken broken(NodeLossBroken avro) {
        return new Broken(
                avro.getClient(),
                Refs.record(avro.getRow()),
                avro.getRowUntil(),
                Refs.record(avro.getReset()),
                Optional.ofNullable(avro.getCovering()).map(Refs::record));
    }

    private NodeLossStates() {}
}
