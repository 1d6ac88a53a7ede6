package io.callcenter.transport;

import io.callcenter.log.RateLimitedLog;
import io.callcenter.transport.address.Literals;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Turns HTTP into a WebSocket for SIP (RFC 7118 §4): on any path, for clients that offer the sub-protocol {@code sip} and come from a page that may. Others
 * get 400, 403 or 426 and are closed, as is who has not asked after ten seconds.
 */
final class WebSocketUpgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final RateLimitedLog LOG = new RateLimitedLog(LoggerFactory.getLogger(WebSocketUpgrade.class));
    private static final String SIP = "sip";
    private static final String VERSION = "13";
    private static final long SECONDS = 10;
    private static final int LONGEST = 100;

    private final List<String> origins;
    private final int largest;
    private final Runnable ready;
    private boolean asked;

    /**
     * One for a new connection.
     *
     * @param origins of pages that may connect; empty = all, and clients that name none
     * @param largest payload of a frame in bytes
     * @param ready the connection's own handlers are put into the pipeline now
     */
    WebSocketUpgrade(List<String> origins, int largest, Runnable ready) {
        this.origins = origins;
        this.largest = largest;
        this.ready = ready;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.executor()
                .schedule(
                        () -> {
                            if (!asked) {
                                context.close();
                            }
                        },
                        SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (asked) {
            return;
        }
        asked = true;
        String fault = fault(request);
        String origin = request.headers().get(HttpHeaderNames.ORIGIN, "");
        if (!fault.isEmpty()) {
            refuse(context, HttpResponseStatus.BAD_REQUEST, fault);
        } else if (!isPermitted(origin)) {
            refuse(context, HttpResponseStatus.FORBIDDEN, "origin " + plain(origin) + " is not in cc.sip.ws.origins");
        } else if (!VERSION.equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel())
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            upgrade(context, request);
        }
    }

    private static String fault(FullHttpRequest request) {
        if (request.decoderResult().isFailure() || !request.method().equals(HttpMethod.GET)) {
            return "no upgrade to a WebSocket";
        }
        boolean asks = request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (!asks) {
            return "no upgrade to a WebSocket";
        }
        return offers(request) ? "" : "the sub-protocol sip is not offered";
    }

    private static boolean offers(FullHttpRequest request) {
        String offered = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, "");
        for (String protocol : offered.split(",")) {
            if (protocol.strip().equals(SIP)) {
                return true;
            }
        }
        return false;
    }

    private boolean isPermitted(String origin) {
        return origins.isEmpty() || origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request) {
        WebSocketDecoderConfig limits = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(largest)
                .closeOnProtocolViolation(false)
                .build();
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory(request.uri(), SIP, limits).newHandshaker(request);
        handshaker.handshake(context.channel(), request).addListener(done -> {
            if (done.isSuccess()) {
                context.pipeline().remove(this);
                ready.run();
            } else {
                context.close();
            }
        });
    }

    private static void refuse(ChannelHandlerContext context, HttpResponseStatus status, String why) {
        InetSocketAddress remote = ProxyHeader.source(context.channel());
        String peer = Literals.text(remote.getAddress());
        LOG.warn("ws " + peer, "WebSocket of {}:{} refused: {}", peer, remote.getPort(), why);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                status,
                Unpooled.copiedBuffer(status.reasonPhrase() + "\n", StandardCharsets.US_ASCII));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_PLAIN)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.channel().writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static String plain(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return cut.isEmpty() ? "(none)" : cut.replaceAll("[^\\x21-\\x7e]", "?");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
