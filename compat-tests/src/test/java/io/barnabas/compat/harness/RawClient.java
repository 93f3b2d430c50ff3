// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;

/** Sends single requests of any version, and says what came back: for what a stock client would never send, or never show. */
public final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MS = (int) Clients.TIMEOUT.toMillis();

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int correlationId;

    public RawClient(String bootstrap) {
        var colon = bootstrap.lastIndexOf(':');
        try {
            socket = new Socket(bootstrap.substring(0, colon), Integer.parseInt(bootstrap.substring(colon + 1)));
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of the answer. */
    public <R extends ApiMessage> R ask(Class<R> type, ApiKeys api, int version, ApiMessage request) {
        var header = new RequestHeader(api, (short) version, "raw", correlationId++);
        var bytes = RequestUtils.serialize(header.data(), header.headerVersion(), request, (short) version);
        try {
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            out.flush();
            var answer = new byte[in.readInt()];
            in.readFully(answer);
            return type.cast(AbstractResponse.parseResponse(ByteBuffer.wrap(answer), header)
                    .data());
        } catch (IOException e) {
            throw new UncheckedIOException(api + " version " + version + " got no answer", e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
