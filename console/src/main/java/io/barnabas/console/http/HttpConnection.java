// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.flow.FlowControlHandler;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: one request after the other, each read whole, answered whole. While an answer is under way nothing more is read. A
 * request that does not come in time, and an answer that is not taken in time, end the connection. On the server's thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails ends the connection, and nothing hangs on it.
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private static final int MAX_LINE_BYTES = 8192;
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int MAX_CHUNK_BYTES = 16_384;
    private static final int MAX_BODY_BYTES = 2 * 1024 * 1024;
    private static final long REQUEST_MAY_TAKE_S = 75;
    private static final long ANSWER_MAY_TAKE_S = 30;

    private final Guard guard;
    private final Supplier<Routes> routes;
    private @Nullable Future<?> deadline;

    private HttpConnection(Guard guard, Supplier<Routes> routes) {
        this.guard = guard;
        this.routes = routes;
    }

    static void open(Channel channel, Guard guard, Supplier<Routes> routes) {
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES),
                        new FlowControlHandler(),
                        new HttpObjectAggregator(MAX_BODY_BYTES, true),
                        new HttpConnection(guard, routes));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        closeAfter(context, REQUEST_MAY_TAKE_S);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        context.fireChannelInactive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        cancelDeadline();
        context.channel().config().setAutoRead(false);
        boolean keepAlive =
                HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        boolean isHead = request.method().equals(HttpMethod.HEAD);
        answerTo(request).whenComplete((answer, failure) -> {
            Answer sent = failure == null ? answer : refused(failure, request.uri());
            context.executor().execute(() -> send(context, sent, keepAlive, isHead));
        });
    }

    private CompletableFuture<Answer> answerTo(FullHttpRequest request) {
        try {
            if (!request.decoderResult().isSuccess()) {
                throw new Refusal(400, "That is no HTTP request: " + request.decoderResult());
            }
            var uri = new QueryStringDecoder(request.uri());
            var query = uri.parameters();
            guard.check(request, uri.path(), query);
            String cookie = guard.cookieFor(query);
            if (cookie != null && request.method().equals(HttpMethod.GET)) {
                return CompletableFuture.completedFuture(withCookie(uri.path(), cookie));
            }
            var call = new Call(
                    request.method().equals(HttpMethod.HEAD)
                            ? "GET"
                            : request.method().name(),
                    uri.path(),
                    List.of(),
                    query,
                    request.headers().get(HttpHeaderNames.IF_NONE_MATCH),
                    ByteBufUtil.getBytes(request.content()));
            return routes.get().handle(call, segmentsOf(uri.rawPath()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static List<String> segmentsOf(String rawPath) {
        return Arrays.stream(rawPath.split("/", -1))
                .map(segment -> QueryStringDecoder.decodeComponent(segment.replace("+", "%2B")))
                .toList();
    }

    /** The same page once more, without the token in its address. */
    private static Answer withCookie(String path, String token) {
        return Answer.text(303, "")
                .with("Location", path)
                .with("Set-Cookie", Guard.COOKIE + "=" + token + "; HttpOnly; SameSite=Strict; Path=/");
    }

    private static Answer refused(Throwable failure, String uri) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refusal refusal) {
            return Answer.text(refusal.status(), refusal.getMessage() + "\n");
        }
        if (cause instanceof IllegalArgumentException) { // a malformed escape in the address
            return Answer.text(400, cause.getMessage() + "\n");
        }
        LOG.error("Bug: {} failed", uri, cause);
        return Answer.text(500, "Something is wrong in the console; the broker's log says what\n");
    }

    private void send(ChannelHandlerContext context, Answer answer, boolean keepAlive, boolean isHead) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                isHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
        var headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        answer.headers().forEach(headers::set);
        HttpUtil.setKeepAlive(response, keepAlive);
        closeAfter(context, ANSWER_MAY_TAKE_S);
        context.writeAndFlush(response).addListener((ChannelFutureListener) written -> {
            cancelDeadline();
            if (!written.isSuccess() || !keepAlive) {
                context.close();
            } else {
                closeAfter(context, REQUEST_MAY_TAKE_S);
                context.channel().config().setAutoRead(true);
            }
        });
    }

    private void closeAfter(ChannelHandlerContext context, long seconds) {
        cancelDeadline();
        deadline = context.executor().schedule(() -> context.close(), seconds, TimeUnit.SECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A console connection failed", cause);
        context.close();
    }
}
