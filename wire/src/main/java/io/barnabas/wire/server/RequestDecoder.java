// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ApiVersionsResponse;
import io.barnabas.wire.message.RequestHeader;
import io.barnabas.wire.netty.ByteBufReadable;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.InvalidMessageException;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;

/**
 * Reads a frame as a request that the broker serves.
 *
 * <pre>
 *   api key: int16 | api version: int16 | correlation id: int32 | client id: string or null | [tagged fields] | body
 * </pre>
 */
final class RequestDecoder {
    private final SupportedVersions supported;

    RequestDecoder(SupportedVersions supported) {
        this.supported = supported;
    }

    /** The request; it keeps a reference to the frame when its body refers to the frame's bytes. */
    Request decode(ConnectionHandler handler, ByteBuf frame) throws InvalidRequestException {
        int sizeInBytes = frame.readableBytes();
        ApiKey apiKey = apiKeyOf(frame);
        short version = frame.getShort(frame.readerIndex() + Short.BYTES);
        boolean served = isServed(apiKey, version);
        var in = new ByteBufReadable(frame);
        var header = new RequestHeader();
        ApiMessage body = apiKey.newRequest();
        try {
            header.read(in, apiKey.requestHeaderVersion(version));
            if (served) {
                body.read(in, version);
            }
        } catch (InvalidMessageException e) {
            throw new InvalidRequestException(
                    "cannot read its " + apiKey + " request, version " + version + ": " + e.getMessage());
        }
        // A version of ApiVersions that we do not know is answered in the first one, which every client reads.
        short answered = served ? version : 0;
        return new Request(handler, header, apiKey, answered, body, sizeInBytes, in.handedOutSlice() ? frame : null);
    }

    private static ApiKey apiKeyOf(ByteBuf frame) throws InvalidRequestException {
        short id = frame.getShort(frame.readerIndex());
        ApiKey apiKey = ApiKey.forId(id);
        if (apiKey == null) {
            throw new InvalidRequestException("it asks for unknown API " + id);
        }
        return apiKey;
    }

    private boolean isServed(ApiKey apiKey, short version) throws InvalidRequestException {
        VersionRange range = supported.of(apiKey);
        if (range != null && range.contains(version)) {
            return true;
        }
        if (range == null || apiKey != ApiKey.API_VERSIONS) {
            throw new InvalidRequestException("it asks for " + apiKey + " version " + version + ", "
                    + (range == null
                            ? "which is not served"
                            : "served are " + range.lowest() + " to " + range.highest()));
        }
        return false;
    }

    /** Answers an ApiVersions request of a version that is not served (KIP-511); false for any other request. */
    boolean answersItself(Request request) {
        if (request.apiKey() != ApiKey.API_VERSIONS || request.header().requestApiVersion() == request.version()) {
            return false;
        }
        request.respond(supportedList().setErrorCode(Errors.UNSUPPORTED_VERSION.code()));
        return true;
    }

    private ApiVersionsResponse supportedList() {
        var list = new ArrayList<ApiVersionsResponse.ApiVersion>();
        for (ApiKey apiKey : ApiKey.values()) {
            VersionRange range = supported.of(apiKey);
            if (range != null) {
                list.add(new ApiVersionsResponse.ApiVersion()
                        .setApiKey(apiKey.id())
                        .setMinVersion(range.lowest())
                        .setMaxVersion(range.highest()));
            }
        }
        return new ApiVersionsResponse().setApiKeys(list);
    }
}
