// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.RequestHeader;
import io.barnabas.wire.message.ResponseHeader;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.ByteBufferWritable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** The kit's own client: one request after the other in the highest version, so that no client library has to be there. */
final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MS = 30_000;

    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    static RawConnection to(String address) {
        int colon = address.lastIndexOf(':');
        try {
            var socket = new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
            socket.setSoTimeout(TIMEOUT_MS);
            return new RawConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reach the test broker at " + address, e);
        }
    }

    ApiMessage call(ApiMessage request) {
        ApiKey apiKey = request.apiKey();
        short version = apiKey.highestStableVersion();
        try {
            socket.getOutputStream().write(frame(request, version));
            var in = new DataInputStream(socket.getInputStream());
            var frame = new byte[in.readInt()];
            in.readFully(frame);
            var readable = new ByteBufferReadable(ByteBuffer.wrap(frame));
            new ResponseHeader().read(readable, apiKey.responseHeaderVersion(version));
            ApiMessage response = apiKey.newResponse();
            response.read(readable, version);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(apiKey + " got no answer", e);
        }
    }

    private static byte[] frame(ApiMessage request, short version) {
        ApiKey apiKey = request.apiKey();
        short headerVersion = apiKey.requestHeaderVersion(version);
        var header = new RequestHeader()
                .setRequestApiKey(apiKey.id())
                .setRequestApiVersion(version)
                .setClientId("barnabas-testkit");
        int size = header.size(headerVersion) + request.size(version);
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + size).putInt(size);
        var out = new ByteBufferWritable(frame);
        header.write(out, headerVersion);
        request.write(out, version);
        return frame.array();
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
