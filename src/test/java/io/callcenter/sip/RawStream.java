package io.callcenter.sip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bare stream, and the text of messages, of which every line may be bent. */
public final class RawStream implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int QUIET_MILLIS = 300;
    private static final Pattern GIVEN_BACK = Pattern.compile("(?m)^(Via|From|To|Call-ID|CSeq): [^\r]*");

    private final Socket socket;

    RawStream(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    static RawStream to(int port) throws IOException {
        return new RawStream(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** A point that listens on loopback; whoever waits there for more than 5 s has an exception. */
    static ServerSocket server() throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress("127.0.0.1", 0));
        server.setSoTimeout(PATIENCE_MILLIS);
        return server;
    }

    static RawStream taken(ServerSocket server) throws IOException {
        return new RawStream(server.accept());
    }

    /** A port of loopback at which nobody listens. */
    static int nobody() throws IOException {
        try (ServerSocket free = server()) {
            return free.getLocalPort();
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** A request outside of dialogs by TCP, whose sender listens at that port; {@code id} makes its Call-ID and its branch. */
    public static String request(String method, String id, int port) {
        return String.join(
                "\r\n",
                method + " sip:support@127.0.0.1;transport=tcp SIP/2.0",
                "Via: SIP/2.0/TCP 127.0.0.1:" + port + ";branch=z9hG4bK" + id + ";rport",
                "From: <sip:ann@127.0.0.1>;tag=f1",
                "To: <sip:support@127.0.0.1>",
                "Call-ID: raw-" + id,
                "CSeq: 1 " + method,
                "Max-Forwards: 70",
                "Contact: <sip:ann@127.0.0.1:" + port + ";transport=tcp>",
                "Content-Length: 0",
                "",
                "");
    }

    /** That answer to a request, with those lines more, and a To tag where the request has none. */
    static String answer(String request, String status, String lines) {
        StringBuilder answer = new StringBuilder("SIP/2.0 " + status + "\r\n");
        Matcher field = GIVEN_BACK.matcher(request);
        while (field.find()) {
            boolean untagged = field.group(1).equals("To") && !field.group().contains(";tag=");
            answer.append(field.group()).append(untagged ? ";tag=peer\r\n" : "\r\n");
        }
        return answer.append(lines).append("Content-Length: 0\r\n\r\n").toString();
    }

    static String contact(int port) {
        return "Contact: <sip:x@127.0.0.1:" + port + ";transport=tcp>\r\n";
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** The next message, whole. */
    String receive() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("closed after: " + read.toString(StandardCharsets.UTF_8));
            }
            read.write(next);
        }
        String head = read.toString(StandardCharsets.UTF_8);
        int length = Integer.parseInt(RawPeer.field(head, "Content-Length").strip());
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Whether nothing comes for 0.3 s, and it stays open. */
    boolean isQuiet() throws IOException {
        socket.setSoTimeout(QUIET_MILLIS);
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** Whether the other side closes it, with nothing more said. */
    boolean isClosed() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
