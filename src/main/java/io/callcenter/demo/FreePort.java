package io.callcenter.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports of the loopback address that nobody uses. */
public final class FreePort {
    private static final int TRIES = 100;

    private FreePort() {}

    /** A port that is free for UDP and TCP alike: the wished one if it is, else any. */
    public static int near(int wished) throws IOException {
        for (int i = 0, port = wished; i < TRIES; i++, port = any()) {
            if (port != 0 && isFree(port)) {
                return port;
            }
        }
        throw new IOException("demo: no free port found");
    }

    private static int any() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        try (ServerSocket tcp = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(null)) {
            tcp.bind(address);
            udp.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
