package io.callcenter.sip;

import io.callcenter.transport.Literals;
import javax.sip.address.Hop;

/** A hop for the stack: a literal address. */
record StackHop(String host, int port, String transport) implements Hop {
    @Override
    public String toString() {
        return transport + ":" + Literals.bracketed(host) + ":" + port;
    }

    @Override
    public String getHost() {
        return host;
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public String getTransport() {
        return transport;
    }
}
