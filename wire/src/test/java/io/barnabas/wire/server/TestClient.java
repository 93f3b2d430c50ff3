// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.RequestHeader;
import io.barnabas.wire.message.ResponseHeader;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.ByteBufferWritable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A client that speaks frames over a blocking socket. */
final class TestClient implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    TestClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    static byte[] frame(ApiMessage request, short version, int correlationId) {
        ApiKey apiKey = request.apiKey();
        short headerVersion = apiKey.requestHeaderVersion(version);
        var header = new RequestHeader()
                .setRequestApiKey(apiKey.id())
                .setRequestApiVersion(version)
                .setCorrelationId(correlationId)
                .setClientId("test");
        int size = header.size(headerVersion) + request.size(version);
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + size).putInt(size);
        var writable = new ByteBufferWritable(frame);
        header.write(writable, headerVersion);
        request.write(writable, version);
        return frame.array();
    }

    void send(ApiMessage request, short version, int correlationId) throws IOException {
        send(frame(request, version, correlationId));
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** The next frame, without its length. */
    ByteBuffer receive() throws IOException {
        var frame = new byte[in.readInt()];
        in.readFully(frame);
        return ByteBuffer.wrap(frame);
    }

    int receiveCorrelationId() throws IOException {
        return receive().getInt();
    }

    List<Integer> receiveCorrelationIds(int count) throws IOException {
        var ids = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            ids.add(receiveCorrelationId());
        }
        return ids;
    }

    <R extends ApiMessage> R receive(R response, short version) throws IOException {
        var readable = new ByteBufferReadable(receive());
        new ResponseHeader().read(readable, response.apiKey().responseHeaderVersion(version));
        response.read(readable, version);
        return response;
    }

    /** Waits for the server to close, and says whether it did so without another byte. */
    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true; // A reset: the server closed with bytes of ours unread.
        }
    }

    /** Ends the connection before the test does. */
    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
