package io.callcenter.transport;

import io.callcenter.message.Carrier;
import io.callcenter.message.Frame;
import io.callcenter.transaction.Action;
import io.callcenter.transport.StreamCounts.Origin;
import io.callcenter.transport.address.Literals;
import io.callcenter.transport.address.PeerName;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A stream to a peer, whoever opened it: the same reader, the same limits. A message is complete 10 s after its first byte; the first one comes
 * within 10 s of accept, but for a WebSocket; after 10 min without any (and, there, without a pong) it is closed, and after 10 s in which the peer takes nothing.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Link {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_SECONDS = 5;

    private enum State {
        CONNECTING,
        OPEN,
        CLOSED
    }

    private final Connections connections;
    private final Loop loop;
    private final Peer peer;
    private final Origin origin;
    private final Carrier carrier;
    private final StreamInput input;
    private final StreamOutput output;
    private volatile State state = State.CONNECTING;
    private final AtomicBoolean gone = new AtomicBoolean();
    private volatile Channel channel;
    private volatile InetAddress local = Literals.address("0.0.0.0");
    private volatile boolean givenUp;
    private final AtomicBoolean aliasAsked = new AtomicBoolean();
    private volatile Optional<InetSocketAddress> alias = Optional.empty();
    private boolean told;
    private long stalled;

    /** One whose channel is opened, or was. */
    Connection(Connections connections, Loop loop, Peer peer, Origin origin) {
        this.connections = connections;
        this.loop = loop;
        this.peer = peer;
        this.origin = origin;
        this.carrier = peer.transport().startsWith("ws") ? Carrier.DATAGRAM : Carrier.STREAM;
        this.input = new StreamInput(this, connections);
        this.output = new StreamOutput(loop);
    }

    /**
     * Who is at its other end.
     *
     * @param name the domain that it has proved to be, empty = it was not asked, or has proved to have its address
     * @param from the address of our point that it came to, or goes out from; {@link Destination#ANY} = none in particular
     */
    record Peer(String transport, InetSocketAddress remote, String name, InetSocketAddress from) {
        /** One of no point in particular. */
        Peer(String transport, InetSocketAddress remote, String name) {
            this(transport, remote, name, Destination.ANY);
        }
    }

    /** One that there cannot be: what is sent on it goes nowhere. */
    static Connection none(Connections connections, Loop loop, Peer peer) {
        Connection none = new Connection(connections, loop, peer, Origin.DIALLED);
        none.gone.set(true);
        none.state = State.CLOSED;
        return none;
    }

    @Override
    public String transport() {
        return peer.transport();
    }

    @Override
    public Carrier carrier() {
        return carrier;
    }

    @Override
    public InetSocketAddress remote() {
        return peer.remote();
    }

    @Override
    public InetAddress local() {
        return local;
    }

    @Override
    public InetSocketAddress localSocket() {
        return channel.localAddress() instanceof InetSocketAddress here ? here : peer.from();
    }

    @Override
    public InetSocketAddress localPoint() {
        return peer.from();
    }

    @Override
    public boolean reliable() {
        return true;
    }

    @Override
    public boolean alive() {
        return state != State.CLOSED;
    }

    Peer peer() {
        return peer;
    }

    /** The address that it is opened from, with a port of the machine's choice; {@code null} = that, too, is the machine's. */
    SocketAddress sentFrom() {
        InetAddress from = peer.from().getAddress();
        return from.isAnyLocalAddress() ? null : new InetSocketAddress(from, 0);
    }

    Origin origin() {
        return origin;
    }

    Loop loop() {
        return loop;
    }

    StreamInput input() {
        return input;
    }

    /** Its channel, which is not open yet, or has things to say before SIP. */
    void use(Channel opening) {
        channel = opening;
    }

    /** It is there. */
    void opened() {
        if (state == State.CLOSED) {
            channel.close();
            return;
        }
        state = State.OPEN;
        if (channel.localAddress() instanceof InetSocketAddress here) {
            local = here.getAddress();
        }
        input.begins(carrier == Carrier.DATAGRAM); // who opened a WebSocket has said so, and may wait for its user
        loop.thread().schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
        loop.step(() -> output.begins(channel));
    }

    /** Its channel is closed; only one that was never opened has somebody waiting still. */
    void abandoned() {
        if (state == State.CONNECTING) {
            failed(givenUp ? Action.Why.CONGESTED : Action.Why.NOWHERE);
        }
    }

    private void failed(Action.Why why) {
        state = State.CLOSED;
        connections.gone(this);
        output.failed(why);
    }

    @Override
    public void write(byte[] message) {
        send(new OutgoingMessage(message, "", null, loop, OutgoingMessage.NOTHING));
    }

    /** Any thread. */
    void send(OutgoingMessage message) {
        loop.execute(() -> {
            switch (state) {
                case OPEN -> output.transmit(message, channel);
                case CLOSED -> message.failed(Action.Why.NOWHERE, false);
                case CONNECTING -> {
                    output.keep(message);
                    connections.memory().written(this);
                }
            }
        });
    }

    /** That attempt is over: what waits of it is not sent. Any thread. */
    void withdraw(String attempt) {
        loop.execute(() -> output.withdraw(attempt));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        if (read instanceof Frame frame) {
            input.frame(frame);
        } else {
            input.bytes((ByteBuf) read);
        }
    }

    /** Reads on, or reads nothing for now. */
    void reads(boolean on) {
        channel.config().setAutoRead(on);
    }

    private void look() {
        if (state == State.CLOSED) {
            return;
        }
        long now = System.nanoTime();
        stalled = channel.isWritable() ? 0 : stalled == 0 ? now : stalled;
        boolean quiet = output.isAnswered() && input.isQuiet(now);
        if (input.isLate(now) || quiet || stalled != 0 && now - stalled > PATIENCE) {
            close();
        } else {
            input.settled();
            flushed();
            loop.thread().schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** As much was sent as the peer takes. */
    void flushed() {
        boolean holds = unsent() > 0;
        if (holds || told) {
            told = holds;
            connections.memory().written(this);
        }
    }

    /** Bytes that came and are not dealt with. Any thread. */
    long unread() {
        return givenUp || state == State.CLOSED ? 0 : input.held();
    }

    /** Bytes that its peer has not taken. Any thread. */
    long unsent() {
        return givenUp || state == State.CLOSED ? 0 : output.held(channel);
    }

    boolean isTrusted() {
        return connections.trusts(peer.remote().getAddress());
    }

    /** Closes it at once, without what is said at the end. Any thread. */
    void giveUp(String cause) {
        givenUp = true;
        loop.execute(() -> {
            loop.user().guarded(this, cause);
            ChannelHandlerContext first = channel.pipeline().firstContext();
            if (first == null) {
                channel.close();
            } else {
                first.close();
            }
        });
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
        failed(Action.Why.NOWHERE);
        loop.step(() -> loop.user().gone(this));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    /** Whether its peer has shown a certificate of that host. */
    boolean hasProved(String host) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        try {
            return tls != null
                    && tls.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate own
                    && PeerName.fits(own, host);
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    /** Its peer wants to be reached over it at another address; {@code true} the first time. */
    boolean asksAlias() {
        return origin == Origin.ACCEPTED && !aliasAsked.getAndSet(true);
    }

    /** The other address at which it reaches its peer. */
    Optional<InetSocketAddress> alias() {
        return alias;
    }

    void setAlias(InetSocketAddress address) {
        alias = Optional.of(address);
    }

    /** {@code true} the first time. */
    boolean leftOnce() {
        return !gone.getAndSet(true);
    }
}
