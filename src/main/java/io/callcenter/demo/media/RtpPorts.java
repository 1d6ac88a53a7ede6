package io.callcenter.demo.media;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** Finds free even UDP ports, as RTP wants them (RFC 3550 §11). */
final class RtpPorts {
    private static final int TRIES = 200;

    /** A channel on a free even port of all addresses, not blocking. */
    DatagramChannel open() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            DatagramChannel channel = bound(0);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            if (port % 2 == 0) {
                return channel;
            }
            channel.close();
        }
        throw new BindException("no free even UDP port");
    }

    private static DatagramChannel bound(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(port));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
