package io.callcenter.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import io.callcenter.transport.ListenPoint;
import io.callcenter.transport.Literals;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * The sockets of one stack. All listening sockets are bound before the stack starts, so that a taken port is told plainly and leaves nothing
 * open; the stack then finds them here.
 */
final class Ports implements NetworkLayer, AutoCloseable {
    private static final int CONNECT_MILLIS = 4_000;
    private static final int BACKLOG = 512;
    /** Free ports are looked for in pairs (the same number for UDP and TCP) this many times. */
    private static final int TRIES = 20;

    private final TlsSockets tls;
    private final LongAdder refused;
    private final Map<ListenPoint, DatagramSocket> udp = new LinkedHashMap<>();
    private final Map<ListenPoint, ServerSocket> tcp = new LinkedHashMap<>();

    /** Counts the TLS handshakes that fail in {@code refused}. */
    Ports(TlsSockets tls, LongAdder refused) {
        this.tls = tls;
        this.refused = refused;
    }

    /**
     * Binds every point; one number for those that ask for any free port.
     *
     * @throws IOException when one cannot be had; none is left open then
     */
    List<ListenPoint> bind(List<ListenPoint> wanted) throws IOException {
        boolean anyFree = wanted.stream().anyMatch(p -> p.port() == 0);
        for (int attempt = 1; ; attempt++) {
            try {
                return bindOnce(wanted);
            } catch (IOException e) {
                close();
                if (!anyFree || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private List<ListenPoint> bindOnce(List<ListenPoint> wanted) throws IOException {
        List<ListenPoint> bound = new ArrayList<>();
        int free = 0;
        for (ListenPoint point : wanted) {
            ListenPoint real = open(point.port() == 0 ? point.withPort(free) : point);
            if (point.port() == 0) {
                free = real.port();
            }
            bound.add(real);
        }
        return bound;
    }

    private ListenPoint open(ListenPoint point) throws IOException {
        try {
            InetSocketAddress address = new InetSocketAddress(Literals.address(point.host()), point.port());
            if (point.transport().equals("udp")) {
                DatagramSocket socket = new DatagramSocket(address);
                ListenPoint real = point.withPort(socket.getLocalPort());
                udp.put(real, socket);
                return real;
            }
            ServerSocket socket = point.transport().equals("tls") ? tls.server(refused) : new SteadyServerSocket();
            socket.setReuseAddress(true);
            ListenPoint real = bindServer(point, socket, address);
            tcp.put(real, socket);
            return real;
        } catch (IOException e) {
            throw new IOException("SIP cannot listen on " + point + ": " + e.getMessage(), e);
        }
    }

    private static ListenPoint bindServer(ListenPoint point, ServerSocket socket, InetSocketAddress address)
            throws IOException {
        try {
            socket.bind(address, BACKLOG);
            return point.withPort(socket.getLocalPort());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The UDP socket, to repeat a response byte by byte. */
    Optional<DatagramSocket> datagrams() {
        return udp.values().stream().findFirst();
    }

    @Override
    public void close() {
        udp.values().forEach(DatagramSocket::close);
        for (ServerSocket socket : tcp.values()) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed for us all the same.
            }
        }
        udp.clear();
        tcp.clear();
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        return udp.entrySet().stream()
                .filter(e -> e.getKey().port() == port)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new BindException("not bound beforehand: " + port));
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return new DatagramSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return server("tcp", port);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return (SSLServerSocket) server("tls", port);
    }

    private ServerSocket server(String transport, int port) throws IOException {
        return tcp.entrySet().stream()
                .filter(e -> e.getKey().port() == port && e.getKey().transport().equals(transport))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new BindException("not bound beforehand: " + port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local) throws IOException {
        return createSocket(address, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(address, port);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        return tls.client(createSocket(address, port), address, port);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress local) throws IOException {
        return createSSLSocket(address, port);
    }

    @Override
    public void setSipStack(SipStackImpl stack) {}
}
