package io.callcenter.transport.tls;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many handshakes a source may begin: {@value #A_SECOND} a second. A source is an IPv4 address or an IPv6 network of 64 bits. Any thread. */
public final class HandshakeRate {
    static final int A_SECOND = 10;
    private static final int MOST_SOURCES = 8_192;
    private static final double NANOS = 1e9;
    private static final int NETWORK_BYTES = 8;

    private static final class Left {
        private double handshakes = A_SECOND;
        private long since;

        Left(long since) {
            this.since = since;
        }
    }

    /** The longest unused first, which goes when there are too many. */
    private final Map<ByteBuffer, Left> sources = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Left> eldest) {
            return size() > MOST_SOURCES;
        }
    };

    /** Whether that source may begin one more at that time. */
    public synchronized boolean permits(InetAddress source, long nanos) {
        Left left = sources.computeIfAbsent(network(source), n -> new Left(nanos));
        left.handshakes = Math.min(A_SECOND, left.handshakes + (nanos - left.since) * A_SECOND / NANOS);
        left.since = nanos;
        if (left.handshakes < 1) {
            return false;
        }
        left.handshakes--;
        return true;
    }

    private static ByteBuffer network(InetAddress source) {
        byte[] bytes = source.getAddress();
        return ByteBuffer.wrap(source instanceof Inet4Address ? bytes : Arrays.copyOf(bytes, NETWORK_BYTES));
    }
}
