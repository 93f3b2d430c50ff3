// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ApiVersionsRequest;
import io.barnabas.wire.message.ApiVersionsResponse;
import io.barnabas.wire.message.RequestHeader;
import io.barnabas.wire.message.ResponseHeader;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.ByteBufferWritable;
import io.barnabas.wire.protocol.Errors;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One blocking connection to a broker, for programs that ask one thing after another: agrees on versions first, as every
 * Kafka client does, then sends a request and waits for its answer. Used by one thread.
 */
public final class BrokerConnection implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int ANSWER_TIMEOUT_MS = 60_000;
    private static final int MAX_ANSWER_BYTES = 256 << 20;
    /** Older brokers than 2.4 answer it with version 0, which says no more than that they are too old. */
    private static final short API_VERSIONS_VERSION = 3;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final String clientId;
    private final Map<ApiKey, ApiVersionsResponse.ApiVersion> brokerVersions = new EnumMap<>(ApiKey.class);
    private int correlationId;

    private BrokerConnection(Socket socket, String clientId) throws IOException {
        this.socket = socket;
        this.clientId = clientId;
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /**
     * Connects and agrees on versions.
     *
     * @throws IOException nobody answers there, or no Kafka broker
     */
    public static BrokerConnection open(HostAndPort address, String clientId, String softwareVersion)
            throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_TIMEOUT_MS);
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_TIMEOUT_MS);
            var connection = new BrokerConnection(socket, clientId);
            connection.agreeOnVersions(softwareVersion);
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void agreeOnVersions(String softwareVersion) throws IOException {
        var request = new ApiVersionsRequest()
                .setClientSoftwareName("barnabas-cli")
                .setClientSoftwareVersion(softwareVersion.replaceAll("[^A-Za-z0-9.-]", ""));
        var answer = (ApiVersionsResponse) exchange(request, API_VERSIONS_VERSION);
        check(answer.errorCode(), "ApiVersions");
        for (ApiVersionsResponse.ApiVersion range : answer.apiKeys()) {
            ApiKey apiKey = ApiKey.forId(range.apiKey());
            if (apiKey != null) {
                brokerVersions.put(apiKey, range);
            }
        }
    }

    /**
     * Asks in the highest version that both sides know.
     *
     * @throws ApiException UNSUPPORTED_VERSION when there is none
     */
    public <R extends ApiMessage> R call(ApiMessage request, Class<R> answer) throws IOException {
        return call(request, answer, Short.MAX_VALUE);
    }

    /** As {@link #call(ApiMessage, Class)}, in no higher version than this one. */
    public <R extends ApiMessage> R call(ApiMessage request, Class<R> answer, int highest) throws IOException {
        return answer.cast(exchange(request, version(request.apiKey(), highest)));
    }

    private short version(ApiKey apiKey, int highest) {
        ApiVersionsResponse.ApiVersion theirs = brokerVersions.get(apiKey);
        if (theirs != null) {
            int version = Math.min(highest, Math.min(theirs.maxVersion(), apiKey.highestStableVersion()));
            if (version >= Math.max(theirs.minVersion(), apiKey.lowestVersion())) {
                return (short) version;
            }
        }
        throw new ApiException(
                Errors.UNSUPPORTED_VERSION, "the broker answers " + apiKey + " in no version that is known here");
    }

    private ApiMessage exchange(ApiMessage request, short version) throws IOException {
        ApiKey apiKey = request.apiKey();
        send(request, version);
        int size = in.readInt();
        if (size < Integer.BYTES || size > MAX_ANSWER_BYTES) {
            throw new IOException("what answers there is no Kafka broker (a frame of " + size + " bytes)");
        }
        byte[] frame = in.readNBytes(size);
        if (frame.length < size) {
            throw new IOException("the broker closed the connection in the middle of an answer");
        }
        var readable = new ByteBufferReadable(ByteBuffer.wrap(frame));
        var header = new ResponseHeader();
        header.read(readable, apiKey.responseHeaderVersion(version));
        if (header.correlationId() != correlationId) {
            throw new IOException("the broker answered another request than the one that was asked");
        }
        ApiMessage answer = apiKey.newResponse();
        answer.read(readable, version);
        return answer;
    }

    private void send(ApiMessage request, short version) throws IOException {
        ApiKey apiKey = request.apiKey();
        short headerVersion = apiKey.requestHeaderVersion(version);
        var header = new RequestHeader()
                .setRequestApiKey(apiKey.id())
                .setRequestApiVersion(version)
                .setCorrelationId(++correlationId)
                .setClientId(clientId);
        int size = header.size(headerVersion) + request.size(version);
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + size).putInt(size);
        var writable = new ByteBufferWritable(frame);
        header.write(writable, headerVersion);
        request.write(writable, version);
        out.write(frame.array());
    }

    /** Throws what the broker says went wrong, with what it was asked for. */
    public static void check(short errorCode, String what) {
        check(errorCode, null, what);
    }

    /** As {@link #check(short, String)}, with the broker's own words if it has any. */
    public static void check(short errorCode, @Nullable String message, String what) {
        Errors error = Errors.forCode(errorCode);
        if (error != Errors.NONE) {
            throw new ApiException(error, what + ": " + (message == null ? error.message() : message));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
