package io.callcenter.transport;

import io.callcenter.message.Host;
import io.callcenter.message.Token;
import io.callcenter.message.Via;
import io.callcenter.transaction.Target;
import io.callcenter.transport.address.Literals;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * An address that a request may be sent to, and how our Via names us toward it.
 *
 * @param transport {@code udp}, {@code tcp}, {@code tls}; {@code ws} or {@code wss}: only over the connection that the peer has opened
 * @param remote where to, resolved
 * @param host our host in the Via
 * @param port our port in the Via
 * @param patience how long connecting may take
 * @param name the domain that a peer of {@code tls} must prove to be (RFC 5922), that of the URI and not of an SRV record; empty = that it has its
 *     address, or any connection to it that is open
 * @param from the address of our point that it goes out from, {@link #ANY} = any that reaches it
 */
public record Destination(
        String transport,
        InetSocketAddress remote,
        Host host,
        int port,
        Duration patience,
        String name,
        InetSocketAddress from)
        implements Target {
    /** The address of no point in particular. */
    public static final InetSocketAddress ANY = new InetSocketAddress(0);

    /** Refuses nulls and names that are not resolved. */
    public Destination {
        Objects.requireNonNull(transport);
        Objects.requireNonNull(host);
        Objects.requireNonNull(patience);
        Objects.requireNonNull(name);
        Objects.requireNonNull(from);
        if (remote.isUnresolved()) {
            throw new IllegalArgumentException("not resolved: " + remote);
        }
    }

    /** One whose peer is known by its address. */
    public Destination(String transport, InetSocketAddress remote, Host host, int port, Duration patience) {
        this(transport, remote, host, port, patience, "", ANY);
    }

    /** The same from that point of ours. */
    public Destination from(InetSocketAddress point) {
        return new Destination(transport, remote, host, port, patience, name, point);
    }

    /** The same with the host of the URI that led here: a domain must be proved, a literal address is none. */
    public Destination of(String uriHost) {
        String domain = Literals.isLiteral(uriHost) ? "" : uriHost.toLowerCase(Locale.ROOT);
        return new Destination(transport, remote, host, port, patience, domain, from);
    }

    @Override
    public boolean reliable() {
        return !transport.equals("udp");
    }

    @Override
    public boolean named(Via via) {
        return via.isSentBy(host, port);
    }

    @Override
    public Via via(Token branch) {
        return Via.of(transport, host, port, branch);
    }

    Connection.Peer peer() {
        return new Connection.Peer(transport, remote, transport.equals("tls") ? name : "", from);
    }

    /** Transport, address and port, as a listening point is written. */
    @Override
    public String toString() {
        return transport + ":" + Literals.bracketed(Literals.text(remote.getAddress())) + ":" + remote.getPort();
    }
}
