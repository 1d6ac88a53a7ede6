package io.callcenter.transport;

import io.callcenter.message.Host;
import io.callcenter.message.Token;
import io.callcenter.message.Via;
import io.callcenter.transaction.Target;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * An address that a request may be sent to, and how our Via names us toward it.
 *
 * @param transport {@code udp} or {@code tcp}
 * @param remote where to, resolved
 * @param host our host in the Via
 * @param port our port in the Via
 * @param patience how long connecting may take
 */
public record Place(String transport, InetSocketAddress remote, Host host, int port, Duration patience)
        implements Target {
    /** Refuses nulls and names that are not resolved. */
    public Place {
        Objects.requireNonNull(transport);
        Objects.requireNonNull(host);
        Objects.requireNonNull(patience);
        if (remote.isUnresolved()) {
            throw new IllegalArgumentException("not resolved: " + remote);
        }
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

    /** Transport, address and port, as a listening point is written. */
    @Override
    public String toString() {
        return transport + ":" + Literals.bracketed(Literals.text(remote.getAddress())) + ":" + remote.getPort();
    }

    /** What connections are known by. */
    String key() {
        return Connections.key(transport, remote);
    }
}
