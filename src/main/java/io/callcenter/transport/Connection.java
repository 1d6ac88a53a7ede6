package io.callcenter.transport;

import io.callcenter.message.Carrier;
import io.callcenter.message.Fault;
import io.callcenter.message.Frame;
import io.callcenter.message.Framing;
import io.callcenter.message.Limits;
import io.callcenter.transaction.Action;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream to a peer, whoever opened it: the same reader, the same limits. A message is complete 10 s after its first byte; the first one comes
 * within 10 s of accept, but for a WebSocket; after 10 min without any (and, there, without a pong) it is closed, and after 10 s in which the peer takes nothing.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Link {
    private static final byte[] PONG = {'\r', '\n'};
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final long IDLE = TimeUnit.MINUTES.toNanos(10);
    private static final long LOOK_SECONDS = 5;
    private static final int MOST_WAITING = 64;

    private enum State {
        CONNECTING,
        OPEN,
        CLOSED
    }

    private final Connections connections;
    private final Loop loop;
    private final String transport;
    private final InetSocketAddress remote;
    private final String name;
    private final boolean accepted;
    private final Carrier carrier;
    private final Framing framing = new Framing(Limits.USUAL);
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private final Map<String, Outgoing> unanswered = new LinkedHashMap<>();
    private volatile State state = State.CONNECTING;
    private final AtomicBoolean gone = new AtomicBoolean();
    private Channel channel;
    private boolean spoke;
    private long begun = System.nanoTime();
    private long heard = begun;
    private long stalled;

    private Connection(Connections connections, Loop loop, Peer peer, boolean accepted) {
        this.connections = connections;
        this.loop = loop;
        this.transport = peer.transport();
        this.remote = peer.remote();
        this.name = peer.name();
        this.accepted = accepted;
        this.carrier = transport.startsWith("ws") ? Carrier.DATAGRAM : Carrier.STREAM;
    }

    /**
     * Who is at its other end.
     *
     * @param name the domain that it has proved to be, empty = it was not asked, or has proved to have its address
     */
    record Peer(String transport, InetSocketAddress remote, String name) {}

    /** One that a peer opened. */
    static Connection accepted(Connections connections, Loop loop, Peer peer) {
        return new Connection(connections, loop, peer, true);
    }

    /** One that we open. */
    static Connection toward(Connections connections, Loop loop, Peer peer) {
        return new Connection(connections, loop, peer, false);
    }

    /** One that there cannot be: what is sent on it goes nowhere. */
    static Connection none(Connections connections, Loop loop, Peer peer) {
        Connection none = new Connection(connections, loop, peer, false);
        none.gone.set(true);
        none.state = State.CLOSED;
        return none;
    }

    @Override
    public String transport() {
        return transport;
    }

    @Override
    public Carrier carrier() {
        return carrier;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public boolean reliable() {
        return true;
    }

    @Override
    public boolean alive() {
        return state != State.CLOSED;
    }

    /** It is there. */
    void opened(Channel opened) {
        channel = opened;
        state = State.OPEN;
        begun = System.nanoTime();
        heard = begun;
        spoke = carrier == Carrier.DATAGRAM; // who opened a WebSocket has said so, and may wait for its user
        loop.thread().schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
        loop.step(() -> {
            while (!waiting.isEmpty()) {
                transmit(waiting.poll());
            }
        });
    }

    /** Its channel is closed; only one that was never opened has somebody waiting still. */
    void abandoned() {
        if (state == State.CONNECTING) {
            failed(Action.Why.NOWHERE);
        }
    }

    /** Nobody took it. */
    void failed(Action.Why why) {
        state = State.CLOSED;
        connections.gone(this);
        List<Outgoing> lost = List.copyOf(waiting);
        waiting.clear();
        lost.forEach(message -> message.failed(why, false));
    }

    @Override
    public void write(byte[] message) {
        send(new Outgoing(message, "", null, loop, Outgoing.NOTHING));
    }

    /** Any thread. */
    void send(Outgoing message) {
        loop.execute(() -> {
            if (state == State.CLOSED) {
                message.failed(Action.Why.NOWHERE, false);
            } else if (state == State.OPEN) {
                transmit(message);
            } else if (waiting.size() >= MOST_WAITING) {
                message.failed(Action.Why.CONGESTED, false);
            } else {
                waiting.add(message);
            }
        });
    }

    private void transmit(Outgoing message) {
        if (!channel.isWritable()) {
            message.failed(Action.Why.CONGESTED, false);
            return;
        }
        if (!message.attempt().isEmpty()) {
            unanswered.put(message.attempt(), message);
        }
        channel.write(Unpooled.wrappedBuffer(message.bytes()), channel.voidPromise());
        loop.wrote(channel);
    }

    /** That attempt is over: what waits of it is not sent. Any thread. */
    void withdraw(String attempt) {
        loop.execute(() -> {
            unanswered.remove(attempt);
            waiting.removeIf(message -> message.attempt().equals(attempt));
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        if (read instanceof Frame frame) {
            heard = System.nanoTime();
            take(frame);
            return;
        }
        byte[] bytes;
        ByteBuf buffer = (ByteBuf) read;
        try {
            bytes = new byte[buffer.readableBytes()];
            buffer.readBytes(bytes);
        } finally {
            buffer.release();
        }
        heard = System.nanoTime();
        if (spoke && framing.isIdle()) {
            begun = heard;
        }
        framing.add(bytes, 0, bytes.length);
        for (Optional<Frame> frame = framing.next(); frame.isPresent(); frame = framing.next()) {
            take(frame.get());
            begun = spoke ? heard : begun;
        }
    }

    /** The peer showed that it is there. */
    void lives() {
        heard = System.nanoTime();
    }

    private void take(Frame frame) {
        if (frame instanceof Frame.Whole whole) {
            spoke = true;
            Loop home = connections.home(whole.bytes(), loop);
            home.execute(() -> home.received(whole.bytes(), this));
        } else if (frame instanceof Frame.TooLarge large) {
            refuse(large.head(), large.why());
        } else if (frame instanceof Frame.Lost lost) {
            refuse(lost.head(), lost.why());
            close();
        } else {
            write(PONG);
        }
    }

    private void refuse(byte[] head, Fault why) {
        loop.execute(() -> loop.refused(head, why, this));
    }

    private void look() {
        if (state == State.CLOSED) {
            return;
        }
        long now = System.nanoTime();
        stalled = channel.isWritable() ? 0 : stalled == 0 ? now : stalled;
        boolean late = (accepted && !spoke || !framing.isIdle()) && now - begun > PATIENCE;
        boolean quiet = unanswered.isEmpty() && now - heard > IDLE;
        if (late || quiet || stalled != 0 && now - stalled > PATIENCE) {
            close();
        } else {
            loop.thread().schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    void close() {
        channel.flush();
        channel.close();
    }

    /** A peer that says that it closes takes nothing any more, however long it keeps the connection open. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        state = State.CLOSED;
        connections.gone(this);
        List<Outgoing> open = List.copyOf(unanswered.values());
        unanswered.clear();
        open.forEach(message -> message.failed(Action.Why.NOWHERE, true));
        failed(Action.Why.NOWHERE);
        loop.step(() -> loop.user().gone(this));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    String key() {
        return Connections.key(transport, remote, name);
    }

    boolean accepted() {
        return accepted;
    }

    /** {@code true} the first time. */
    boolean leftOnce() {
        return !gone.getAndSet(true);
    }
}
