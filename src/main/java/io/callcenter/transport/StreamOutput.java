package io.callcenter.transport;

import io.callcenter.transaction.Action;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes out over a connection: kept until it is open, and refused while its peer takes too little. For the loop of the connection, where nothing
 * else is said.
 */
final class StreamOutput {
    private static final int MOST_WAITING = 64;

    private final Loop loop;
    private final ArrayDeque<OutgoingMessage> waiting = new ArrayDeque<>();
    private final Map<String, OutgoingMessage> unanswered = new LinkedHashMap<>();
    private volatile long waitingBytes;

    StreamOutput(Loop loop) {
        this.loop = loop;
    }

    /** It is sent when the connection is open. */
    void keep(OutgoingMessage message) {
        if (waiting.size() >= MOST_WAITING) {
            message.failed(Action.Why.CONGESTED, false);
        } else {
            waiting.add(message);
            waitingBytes += message.bytes().length;
        }
    }

    /** Sends what was kept. */
    void begins(Channel channel) {
        while (!waiting.isEmpty()) {
            transmit(waiting.poll(), channel);
        }
        waitingBytes = 0;
    }

    void transmit(OutgoingMessage message, Channel channel) {
        if (!channel.isWritable() || !loop.speaks()) {
            message.failed(Action.Why.CONGESTED, false);
            return;
        }
        if (!message.attempt().isEmpty()) {
            unanswered.put(message.attempt(), message);
        }
        Capture capture = loop.capture();
        if (capture != null && channel.localAddress() instanceof InetSocketAddress here) {
            capture.goes(message.bytes(), true, here, ProxyHeader.source(channel));
        }
        channel.write(Unpooled.wrappedBuffer(message.bytes()), channel.voidPromise());
        loop.wrote(channel);
    }

    /** That attempt is over: what waits of it is not sent. */
    void withdraw(String attempt) {
        unanswered.remove(attempt);
        waiting.removeIf(message -> message.attempt().equals(attempt));
        waitingBytes =
                waiting.stream().mapToLong(message -> message.bytes().length).sum();
    }

    /** Whether nobody waits for an answer to what was sent. */
    boolean isAnswered() {
        return unanswered.isEmpty();
    }

    /** The connection is gone: what was sent may be lost, what was kept is not sent. */
    void failed(Action.Why why) {
        List<OutgoingMessage> open = List.copyOf(unanswered.values());
        List<OutgoingMessage> kept = List.copyOf(waiting);
        unanswered.clear();
        waiting.clear();
        open.forEach(message -> message.failed(Action.Why.NOWHERE, true));
        kept.forEach(message -> message.failed(why, false));
    }

    /** Bytes that are kept, or that the peer has not taken. Any thread. */
    long held(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return waitingBytes + (buffer == null ? 0 : buffer.totalPendingWriteBytes());
    }
}
