package io.callcenter.transport.address;

/**
 * Where a URI points, as it is written (RFC 3263 §4).
 *
 * @param host a literal without brackets, or a name
 * @param port -1 = not given
 * @param transport lower case, empty = not given
 * @param secure whether it is {@code sips} or asks for TLS
 */
public record UriTarget(String host, int port, String transport, boolean secure) {
    private static final int PORT = 5060;

    /** The transport that is asked for, else the usual one. */
    public String transportOrUsual() {
        return secure ? "tls" : transport.isEmpty() ? "udp" : transport;
    }

    /** Whether we choose the transport. */
    public boolean open() {
        return transport.isEmpty() && !secure;
    }

    public int portOr(String spoken) {
        return port > 0 ? port : spoken.equals("tls") || secure ? PORT + 1 : PORT;
    }
}
