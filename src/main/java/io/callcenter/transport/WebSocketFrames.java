package io.callcenter.transport;

import io.callcenter.message.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The frames of a WebSocket that carries SIP (RFC 7118 §5): one message each, in fragments or not; text where a message of ours is UTF-8, else binary. The
 * peer is pinged, and closed when it leaves two pings unanswered, sends more than a message may have, or does not end a message within 10 s.
 */
final class WebSocketFrames extends ChannelDuplexHandler {
    private static final int TICKS_A_PING = 5;
    private static final int MOST_UNANSWERED = 2;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final long GOODBYE_SECONDS = 1;

    private final Connection connection;
    private final int largest;
    private final long pingNanos;
    private ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
    private boolean inside;
    private long begun;
    private long pinged;
    private int unanswered;
    private boolean goodbyeSent;
    private ChannelPromise leaving;
    private boolean ended;

    /**
     * One for a connection that has just become a WebSocket.
     *
     * @param largest message in bytes
     * @param ping how often the peer is pinged
     */
    WebSocketFrames(Connection connection, int largest, Duration ping) {
        this.connection = connection;
        this.largest = largest;
        this.pingNanos = ping.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        pinged = System.nanoTime();
        tickLater(context);
    }

    private void tickLater(ChannelHandlerContext context) {
        context.executor().schedule(() -> tick(context), pingNanos / TICKS_A_PING, TimeUnit.NANOSECONDS);
    }

    private void tick(ChannelHandlerContext context) {
        if (context.isRemoved()) {
            return;
        }
        long now = System.nanoTime();
        if (connection.input().isStopped()) {
            begun = now; // what it has sent is not read at present
            pinged = now;
            unanswered = 0;
        }
        if (inside && now - begun > PATIENCE) {
            leave(context, WebSocketCloseStatus.POLICY_VIOLATION);
        } else if (now - pinged >= pingNanos) {
            if (unanswered == MOST_UNANSWERED) {
                end(context);
                return;
            }
            unanswered++;
            pinged = now;
            context.writeAndFlush(new PingWebSocketFrame());
        }
        tickLater(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        try {
            if (read instanceof CloseWebSocketFrame close) {
                closed(context, close);
            } else if (read instanceof PingWebSocketFrame ping) {
                context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
                connection.input().lives(fragments.size());
            } else if (read instanceof PongWebSocketFrame) {
                unanswered = 0;
                connection.input().lives(fragments.size());
            } else if (read instanceof WebSocketFrame frame && !goodbyeSent) {
                data(context, frame);
            }
        } finally {
            ReferenceCountUtil.release(read);
        }
    }

    private void data(ChannelHandlerContext context, WebSocketFrame frame) {
        ByteBuf content = frame.content();
        if (fragments.size() + content.readableBytes() > largest) {
            leave(context, WebSocketCloseStatus.MESSAGE_TOO_BIG);
            return;
        }
        if (!inside && frame.isFinalFragment()) {
            message(context, ByteBufUtil.getBytes(content));
            return;
        }
        if (!inside) {
            begun = System.nanoTime();
            inside = true;
        }
        byte[] part = ByteBufUtil.getBytes(content);
        fragments.write(part, 0, part.length);
        if (frame.isFinalFragment()) {
            byte[] whole = fragments.toByteArray();
            fragments = new ByteArrayOutputStream(0);
            inside = false;
            message(context, whole);
        }
    }

    /** CRLF CRLF is a ping (RFC 5626 §4.4.1), other lines without text are nothing. */
    private static void message(ChannelHandlerContext context, byte[] bytes) {
        int text = 0;
        while (text < bytes.length && (bytes[text] == '\r' || bytes[text] == '\n' || bytes[text] == 0)) {
            text++;
        }
        if (text < bytes.length) {
            context.fireChannelRead(new Frame.Whole(bytes));
        } else if (bytes.length == 4) {
            context.fireChannelRead(new Frame.Ping());
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            context.write(isText(bytes) ? new TextWebSocketFrame(bytes) : new BinaryWebSocketFrame(bytes), promise);
        } else {
            context.write(message, promise);
        }
    }

    private static boolean isText(ByteBuf bytes) {
        for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
            if (bytes.getByte(i) < 0) {
                return ByteBufUtil.isText(bytes, StandardCharsets.UTF_8);
            }
        }
        return true;
    }

    /** The peer says goodbye, or answers ours. */
    private void closed(ChannelHandlerContext context, CloseWebSocketFrame close) {
        if (goodbyeSent) {
            end(context);
            return;
        }
        goodbyeSent = true;
        int code = close.statusCode();
        CloseWebSocketFrame answer = code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, "");
        context.writeAndFlush(answer).addListener(sent -> end(context));
    }

    private void leave(ChannelHandlerContext context, WebSocketCloseStatus why) {
        if (goodbyeSent) {
            return;
        }
        goodbyeSent = true;
        context.writeAndFlush(new CloseWebSocketFrame(why));
        context.executor().schedule(() -> end(context), GOODBYE_SECONDS, TimeUnit.SECONDS);
    }

    /** Says goodbye first, and waits a moment for the peer's. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (ended) {
            context.close(promise);
        } else if (leaving == null) {
            leaving = promise;
            leave(context, WebSocketCloseStatus.ENDPOINT_UNAVAILABLE);
        } else {
            leaving.addListener(closed -> promise.trySuccess());
        }
    }

    private void end(ChannelHandlerContext context) {
        if (ended) {
            return;
        }
        ended = true;
        if (leaving == null) {
            context.close();
        } else {
            context.close(leaving);
        }
    }

    /** What breaks the protocol is told; what follows of it is read past until the peer has that answer. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException broken) {
            leave(context, broken.closeStatus());
        } else {
            end(context);
        }
    }
}
