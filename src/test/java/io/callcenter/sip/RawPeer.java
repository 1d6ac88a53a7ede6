package io.callcenter.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bare datagram socket at an address of loopback, and the text of requests, of which every line may be bent. */
final class RawPeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int QUIET_MILLIS = 300;

    private final DatagramSocket socket;
    private final int center;

    RawPeer(String address, int center) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(address, 0));
        this.center = center;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** A request outside of dialogs; {@code id} makes its Call-ID and its branch. */
    String request(String method, String id) {
        return String.join(
                "\r\n",
                method + " sip:support@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP " + socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort()
                        + ";branch=z9hG4bK" + id + ";rport",
                "From: <sip:ann@127.0.0.1>;tag=f1",
                "To: <sip:support@127.0.0.1>",
                "Call-ID: raw-" + id,
                "CSeq: 1 " + method,
                "Max-Forwards: 70",
                "Contact: <sip:ann@127.0.0.1:" + socket.getLocalPort() + ">",
                "Content-Length: 0",
                "",
                "");
    }

    /** The ACK of that INVITE for that answer, under the same branch. */
    static String ack(String invite, String answer) {
        return invite.replaceFirst("^INVITE", "ACK")
                .replace("1 INVITE", "1 ACK")
                .replaceFirst("(?m)^To: [^\r]*", Matcher.quoteReplacement("To: " + field(answer, "To")));
    }

    static String field(String message, String name) {
        Matcher field = Pattern.compile("(?m)^" + name + ": ([^\r]*)").matcher(message);
        if (!field.find()) {
            throw new AssertionError("no " + name + " in " + message);
        }
        return field.group(1);
    }

    void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), center));
    }

    String receive() throws IOException {
        return receive(PATIENCE_MILLIS).orElseThrow(() -> new AssertionError("no answer"));
    }

    private Optional<String> receive(int patience) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.setSoTimeout(patience);
        try {
            socket.receive(packet);
            return Optional.of(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    /** What came until nothing came for 0.3 s. */
    List<String> rest() throws IOException {
        List<String> all = new ArrayList<>();
        for (Optional<String> next = receive(QUIET_MILLIS); next.isPresent(); next = receive(QUIET_MILLIS)) {
            all.add(next.get());
        }
        return all;
    }

    @Override
    public void close() {
        socket.close();
    }
}
