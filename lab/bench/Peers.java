// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.net.StandardSocketOptions;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The peers of a bench in one process and on one UDP port of 127.0.0.1: {@code Peers PORT CENTER_PORT}. It answers every INVITE, OPTIONS, UPDATE, BYE and
 * CANCEL with 200 at once, so it is announcement and agent too. Each line of its input is an order:
 *
 * <ul>
 *   <li>{@code call NUMBER RATE FLOW}: so many callers begin calls that they never end, more slowly where the center is slow: at most 100 wait for
 *       an answer; prints {@code called NUMBER answered NUMBER refused NUMBER last CODE} when all are answered, one was refused, or no answer came in 30
 *       seconds;
 *   <li>{@code count}: prints {@code probes N requests N repeated N}: OPTIONS that came, each once, all requests, INVITEs of ours sent again, so far;
 *   <li>{@code flood KIND RATE SECONDS}: sends responses that belong to nothing: {@code forged} as from us, {@code bare} without the cookie in their
 *       branch, {@code mutants} one in ten of which has bytes changed; prints {@code sent N}.
 * </ul>
 */
public final class Peers {
    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n";
    private static final long QUIET = TimeUnit.SECONDS.toNanos(30);
    private static final int UNANSWERED = 100;

    private final DatagramChannel socket = DatagramChannel.open();
    private final InetSocketAddress center;
    private final String me;
    private final Map<String, byte[]> waiting = new ConcurrentHashMap<>();
    private final Map<String, String> probed = new ConcurrentHashMap<>();
    private final LongAdder answered = new LongAdder();
    private final LongAdder probes = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private long repeated;
    private volatile long lastAnswer;
    private int calls;
    private final LongAdder refused = new LongAdder();
    private volatile String lastRefusal = "none";

    private Peers(int port, int centerPort) throws IOException {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        socket.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
        socket.bind(new InetSocketAddress(here, port));
        center = new InetSocketAddress(here, centerPort);
        me = "127.0.0.1:" + port;
    }

    public static void main(String[] args) throws IOException {
        Peers peers = new Peers(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        Thread reading = new Thread(peers::read);
        reading.setDaemon(true);
        reading.start();
        System.out.println("open");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "call" -> peers.call(Integer.parseInt(words[1]), Integer.parseInt(words[2]), words[3]);
                case "flood" -> peers.flood(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                default -> System.out.println("probes " + peers.probes + " requests " + peers.requests + " repeated " + peers.repeated);
            }
        }
    }

    private void call(int number, int rate, String flow) throws IOException {
        long before = answered.sum();
        long refusedBefore = refused.sum();
        long began = System.nanoTime();
        lastAnswer = began;
        int sent = 0;
        long swept = began;
        while ((sent < number || !waiting.isEmpty()) && refused.sum() == refusedBefore && System.nanoTime() - lastAnswer < QUIET) {
            long due = Math.min(number, 1 + (System.nanoTime() - began) * rate / 1_000_000_000L);
            while (sent < due && waiting.size() < UNANSWERED) {
                sent++;
                String id = "wait-" + ++calls + "-" + me;
                byte[] invite = invite(id, flow).getBytes(StandardCharsets.ISO_8859_1);
                waiting.put(id, invite);
                socket.send(ByteBuffer.wrap(invite), center);
            }
            LockSupport.parkNanos(2_000_000);
            if (System.nanoTime() - swept > TimeUnit.SECONDS.toNanos(2)) {
                swept = System.nanoTime();
                for (byte[] invite : waiting.values()) {
                    repeated++;
                    socket.send(ByteBuffer.wrap(invite), center);
                }
            }
        }
        System.out.println("called " + number + " answered " + (answered.sum() - before) + " refused " + (refused.sum() - refusedBefore) + " last "
                + lastRefusal);
    }

    private String invite(String id, String flow) {
        return "INVITE sip:" + flow + "@127.0.0.1:" + center.getPort() + " SIP/2.0\r\nVia: SIP/2.0/UDP " + me + ";branch=z9hG4bK" + id
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:x@" + me + ">;tag=" + id + "\r\nTo: <sip:" + flow + "@127.0.0.1>\r\nCall-ID: " + id
                + "\r\nCSeq: 1 INVITE\r\nContact: <sip:x@" + me + ">\r\nContent-Type: application/sdp\r\nContent-Length: " + SDP.length()
                + "\r\n\r\n" + SDP;
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(65_535);
        while (true) {
            try {
                buffer.clear();
                socket.receive(buffer);
                take(new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private void take(String message) throws IOException {
        if (!message.startsWith("SIP/2.0 ")) {
            requests.increment();
            if (message.startsWith("OPTIONS ")) {
                if (!field(message, "CSeq").equals(probed.put(field(message, "Call-ID"), field(message, "CSeq")))) {
                    probes.increment();
                }
            }
            if (!message.startsWith("ACK ")) {
                answer(message);
            }
        } else if (field(message, "CSeq").equals("1 INVITE")) {
            if (message.startsWith("200", 8)) {
                acknowledge(message);
            } else if (message.charAt(8) > '2' && waiting.containsKey(field(message, "Call-ID"))) {
                lastRefusal = message.substring(8, 11);
                refused.increment();
            }
        }
    }

    private void acknowledge(String ok) throws IOException {
        String id = field(ok, "Call-ID");
        if (waiting.remove(id) != null) {
            answered.increment();
            lastAnswer = System.nanoTime();
        }
        String contact = field(ok, "Contact").replaceAll(".*<|>.*", "");
        send("ACK " + contact + " SIP/2.0\r\nVia: SIP/2.0/UDP " + me + ";branch=z9hG4bKa" + id + "\r\nMax-Forwards: 70\r\nFrom: "
                + field(ok, "From") + "\r\nTo: " + field(ok, "To") + "\r\nCall-ID: " + id + "\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n");
    }

    private void answer(String request) throws IOException {
        String to = field(request, "To");
        String tag = to.contains(";tag=") ? "" : ";tag=p" + Integer.toHexString(field(request, "Call-ID").hashCode());
        boolean offers = request.startsWith("INVITE ") || request.startsWith("UPDATE ") && request.contains("\r\n\r\nv=");
        send("SIP/2.0 200 OK\r\nVia: " + field(request, "Via") + "\r\nFrom: " + field(request, "From") + "\r\nTo: " + to + tag + "\r\nCall-ID: "
                + field(request, "Call-ID") + "\r\nCSeq: " + field(request, "CSeq") + "\r\nContact: <sip:x@" + me + ">\r\n"
                + (offers ? "Content-Type: application/sdp\r\n" : "") + "Content-Length: " + (offers ? SDP.length() : 0) + "\r\n\r\n"
                + (offers ? SDP : ""));
    }

    private static String field(String message, String name) {
        int from = message.indexOf("\r\n" + name + ":");
        return from < 0 ? "" : message.substring(from + name.length() + 3, message.indexOf("\r\n", from + 2)).strip();
    }

    private void send(String text) throws IOException {
        socket.send(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), center);
    }

    private void flood(String kind, int rate, int seconds) throws IOException {
        Random dice = new Random(1);
        long began = System.nanoTime();
        long all = (long) rate * seconds;
        long sent = 0;
        while (sent < all) {
            long due = Math.min(all, (System.nanoTime() - began) * rate / 1_000_000_000L);
            for (; sent < due; sent++) {
                byte[] bytes = forged(sent, kind.equals("bare") ? "" : "z9hG4bK").getBytes(StandardCharsets.ISO_8859_1);
                if (kind.equals("mutants") && sent % 10 == 0) {
                    for (int i = 0; i < 4; i++) {
                        bytes[dice.nextInt(bytes.length)] = (byte) dice.nextInt(256);
                    }
                }
                socket.send(ByteBuffer.wrap(bytes), center);
            }
            LockSupport.parkNanos(2_000_000);
        }
        System.out.println("sent " + sent);
    }

    private String forged(long number, String cookie) {
        return "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:" + center.getPort() + ";branch=" + cookie + "flood" + number + "\r\nFrom: <sip:x@" + me
                + ">;tag=f" + number + "\r\nTo: <sip:y@" + me + ">;tag=y\r\nCall-ID: flood" + number + "\r\nCSeq: 1 INVITE\r\nContact: <sip:y@" + me
                + ">\r\nContent-Length: 0\r\n\r\n";
    }
}
