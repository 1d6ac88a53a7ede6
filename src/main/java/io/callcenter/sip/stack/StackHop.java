package io.callcenter.sip.stack;

import io.callcenter.transport.address.Literals;

/** Where a message goes: a literal address, a port, a transport. */
record StackHop(String host, int port, String transport) {
    @Override
    public String toString() {
        return transport + ":" + Literals.bracketed(host) + ":" + port;
    }
}
