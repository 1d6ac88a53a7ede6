package io.callcenter.transport;

import io.callcenter.message.Carrier;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The way to a peer by datagrams. */
record DatagramLink(Datagrams point, InetSocketAddress remote) implements Link {
    @Override
    public String transport() {
        return "udp";
    }

    @Override
    public Carrier carrier() {
        return Carrier.DATAGRAM;
    }

    @Override
    public InetAddress local() {
        return point.bound();
    }

    @Override
    public InetSocketAddress localSocket() {
        return point.address();
    }

    @Override
    public InetSocketAddress localPoint() {
        return point.address();
    }

    @Override
    public boolean reliable() {
        return false;
    }

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public void write(byte[] message) {
        point.write(message, remote);
    }
}
