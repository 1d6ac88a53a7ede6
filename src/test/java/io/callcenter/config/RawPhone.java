package io.callcenter.config;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A peer that says what a test writes, byte by byte, over a UDP socket of its own. */
final class RawPhone implements AutoCloseable {
    static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            "m=audio 4000 RTP/AVP 8",
            "");

    private final DatagramSocket socket;
    private final int center;

    RawPhone(int center) throws IOException {
        this.center = center;
        this.socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        socket.setSoTimeout(8_000);
    }

    int port() {
        return socket.getLocalPort();
    }

    String uri(String user) {
        return "sip:" + user + "@127.0.0.1:" + port();
    }

    /** An INVITE with a session description; {@code from} is a whole From value without tag. */
    String invite(String branch, String uri, String from) {
        return String.join(
                "\r\n",
                "INVITE " + uri + " SIP/2.0",
                "Via: SIP/2.0/UDP 127.0.0.1:" + port() + ";branch=z9hG4bK" + branch + ";rport",
                "From: " + from + ";tag=f-" + branch,
                "To: <" + uri + ">",
                "Call-ID: raw-" + branch,
                "CSeq: 1 INVITE",
                "Max-Forwards: 70",
                "Contact: <" + uri("caller") + ">",
                "Content-Type: application/sdp",
                "Content-Length: " + SDP.length(),
                "",
                SDP);
    }

    void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), center));
    }

    /** The next message that begins so; others are passed over. */
    String receive(String start) throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(packet);
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (text.startsWith(start)) {
                return text;
            }
        }
    }

    /** Answers a request with that code, a tag of its own, these further lines and that body. */
    void answer(String request, int code, String lines, String body) throws IOException {
        String head = request.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.matches("(?i)(Via|From|Call-ID|CSeq|To):.*"))
                .map(line -> line.startsWith("To:") && !line.contains(";tag=") ? line + ";tag=phone" : line)
                .collect(Collectors.joining("\r\n"));
        send("SIP/2.0 " + code + " X\r\n" + head + "\r\n" + lines
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** The value of a header of that message; empty where it has none. */
    static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        socket.close();
    }
}
