// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.RequestHeader;
import io.barnabas.wire.protocol.ApiMessage;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One decoded request that waits for its end: an answer, the word that there is none, or the end of its connection. It can be ended
 * from any thread, once. Until then the record batches in its body stay valid; afterwards their bytes belong to somebody else.
 */
public final class Request {
    private static final AtomicReferenceFieldUpdater<Request, Outcome> OUTCOME =
            AtomicReferenceFieldUpdater.newUpdater(Request.class, Outcome.class, "outcome");

    private final ConnectionHandler handler;
    private final RequestHeader header;
    private final ApiKey apiKey;
    private final short version;
    private final ApiMessage body;
    private final int sizeInBytes;

    private volatile @Nullable Outcome outcome;
    /** The received bytes, while the body refers to them. Owned by the connection's loop. */
    private @Nullable ByteBuf frame;

    Request(
            ConnectionHandler handler,
            RequestHeader header,
            ApiKey apiKey,
            short version,
            ApiMessage body,
            int sizeInBytes,
            @Nullable ByteBuf frame) {
        this.handler = handler;
        this.header = header;
        this.apiKey = apiKey;
        this.version = version;
        this.body = body;
        this.sizeInBytes = sizeInBytes;
        this.frame = frame;
    }

    public RequestHeader header() {
        return header;
    }

    public ApiKey apiKey() {
        return apiKey;
    }

    public short version() {
        return version;
    }

    public ApiMessage body() {
        return body;
    }

    public Connection connection() {
        return handler.connection();
    }

    /** Size of the received frame without its length field. */
    public int sizeInBytes() {
        return sizeInBytes;
    }

    /** Whether the request is yet to be ended. Any thread. */
    public boolean isPending() {
        return outcome == null;
    }

    /** Answers; the response leaves once all requests before it on the connection are ended. */
    public void respond(ApiMessage response) {
        end(new Outcome.Answer(response));
    }

    /** Ends the request with nothing to send (a produce with acks=0). */
    public void finishWithoutResponse() {
        end(Outcome.NoAnswer.INSTANCE);
    }

    /** Ends the request and its connection. */
    public void closeConnection(String reason) {
        end(new Outcome.Close(reason));
    }

    private void end(Outcome how) {
        if (!OUTCOME.compareAndSet(this, null, how)) {
            throw new IllegalStateException(apiKey + " request " + header.correlationId() + " was ended twice");
        }
        handler.ended(this);
    }

    @Nullable
    Outcome outcome() {
        return outcome;
    }

    @Nullable
    ByteBuf takeFrame() {
        ByteBuf taken = frame;
        frame = null;
        return taken;
    }

    boolean holdsFrame() {
        return frame != null;
    }

    /** How a request ended. */
    sealed interface Outcome {
        record Answer(ApiMessage response) implements Outcome {}

        enum NoAnswer implements Outcome {
            INSTANCE
        }

        record Close(String reason) implements Outcome {}
    }
}
