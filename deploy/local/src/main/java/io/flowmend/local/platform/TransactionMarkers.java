/* Licensed under Apache-2.0. */
package io.flowmend.local.platform;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;

/**
 * Writes the marker that ends a transaction in a partition, as a coordinator does. The admin client writes no other than that of
 * an abort.
 *
 * @param broker the leader of the partition; of this version, and without a password
 */
record TransactionMarkers(InetSocketAddress broker) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final short VERSION = ApiKeys.WRITE_TXN_MARKERS.latestVersion();
    /** The epoch is that of the transaction, and not one more: what the admin client says of an abort, too. */
    private static final short TRANSACTION_VERSION = 0;

    /** @throws org.apache.kafka.common.errors.ApiException what the broker says against it, if asking again does not help */
    void write(HangingTransactions.Open transaction, TransactionResult result)
            throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var answer = answer(transaction, result);
        while (answer.exception() instanceof RetriableException && System.nanoTime() - begun < PATIENCE.toNanos()) {
            Thread.sleep(PAUSE);
            answer = answer(transaction, result);
        }
        answer.maybeThrow();
    }

    private Errors answer(HangingTransactions.Open transaction, TransactionResult result) throws IOException {
        var marker = new WriteTxnMarkersRequest.TxnMarkerEntry(
                transaction.producerId(),
                transaction.epoch(),
                transaction.coordinatorEpoch(),
                result,
                List.of(transaction.partition()),
                TRANSACTION_VERSION);
        var answered = exchange(new WriteTxnMarkersRequest.Builder(List.of(marker)).build(VERSION))
                .data()
                .markers()
                .getFirst();
        return Errors.forCode(
                answered.topics().getFirst().partitions().getFirst().errorCode());
    }

    private WriteTxnMarkersResponse exchange(WriteTxnMarkersRequest request) throws IOException {
        var header = new RequestHeader(ApiKeys.WRITE_TXN_MARKERS, VERSION, "flowmend", 0);
        try (var socket = new Socket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(broker, (int) PATIENCE.toMillis());
            var bytes = request.serializeWithHeader(header);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            var in = new DataInputStream(socket.getInputStream());
            var response = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            ResponseHeader.parse(response, header.apiKey().responseHeaderVersion(VERSION));
            return WriteTxnMarkersResponse.parse(new ByteBufferAccessor(response), VERSION);
        }
    }
}
