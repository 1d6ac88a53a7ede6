// SPDX-License-Identifier: Apache-2.0
import io.callcenter.message.Mutants;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The peers of lab/attack/run, each a process of its own, that ends when its input does:
 *
 * <ul>
 *   <li>{@code answer PORT}: takes every call at 127.0.0.1, and never answers INFO and MESSAGE; the user {@code strange} answers INVITE by
 *       {@link Mutants};
 *   <li>{@code caller PORT}: calls the center at that port once a second, INVITE to 200 to BYE, and prints a line a call: {@code served MILLIS} or
 *       {@code lost WHY};
 *   <li>{@code flood PORT KIND RATE SECONDS SOURCES BYTES}: sends messages of that kind (invite, options, cancel, response, info) from so many
 *       addresses, padded to that size, reads what comes back, and prints {@code sent N BYTES received N BYTES};
 *   <li>{@code connect PORT NUMBER SOURCES}: opens so many TCP connections from so many addresses, holds them, and prints {@code open N}, of which
 *       some may have been closed by the other side;
 *   <li>{@code handshake PORT NUMBER SOURCES}: the same, and begins a TLS handshake on each, of which it sends one byte a second.
 * </ul>
 */
public final class Attack {
    private static final Pattern STATUS = Pattern.compile("^SIP/2.0 (\\d{3})");
    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n";

    private Attack() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        Thread work = new Thread(() -> run(args, port));
        work.setDaemon(true);
        work.start();
        if (args[0].equals("flood")) {
            work.join();
        } else {
            while (System.in.read() >= 0) {
                // it ends with the script that started it
            }
        }
        System.exit(0);
    }

    private static void run(String[] args, int port) {
        try {
            switch (args[0]) {
                case "answer" -> answer(port);
                case "caller" -> new Caller(port).run();
                case "connect", "handshake" -> connect(port, Integer.parseInt(args[2]), Integer.parseInt(args[3]), args[0].equals("handshake"));
                default -> new Flood(port, args).run();
            }
        } catch (IOException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static String field(String message, String name) {
        Matcher field = Pattern.compile("(?mi)^" + name + "[ \\t]*:[ \\t]*(.*?)\\r?$").matcher(message);
        return field.find() ? field.group(1) : "";
    }

    private static String request(String method, String uri, String via, Map<String, String> dialog, String cseq, String body) {
        return method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP " + via + "\r\nMax-Forwards: 70\r\nFrom: " + dialog.get("From")
                + "\r\nTo: " + dialog.get("To") + "\r\nCall-ID: " + dialog.get("Call-ID") + "\r\nCSeq: " + cseq + " " + method
                + "\r\nContact: <" + dialog.get("Contact") + ">\r\n" + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void connect(int port, int number, int sources, boolean handshake) throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            while (open.size() < number) {
                int source = open.size() % sources;
                byte[] address = {127, (byte) (sources == 1 ? 0 : 2), (byte) (source / 250), (byte) (source % 250 + 1)};
                Socket socket = new Socket();
                socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
                socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
                open.add(socket);
            }
        } finally {
            System.out.println("open " + open.size());
        }
        // Record header, ClientHello of 508 bytes, TLS 1.2: the rest never comes.
        byte[] hello = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
        for (int at = 0; true; at++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            for (Socket socket : handshake ? open : List.<Socket>of()) {
                try {
                    socket.getOutputStream().write(at < hello.length ? hello[at] : 0);
                } catch (IOException e) {
                    // it was closed
                }
            }
        }
    }

    private static void answer(int port) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", port));
        socket.setReceiveBufferSize(4 << 20);
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        SplittableRandom dice = new SplittableRandom(1);
        System.out.println("open");
        while (true) {
            packet.setLength(65_535);
            socket.receive(packet);
            String request = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
            boolean invite = request.startsWith("INVITE ");
            if (invite || request.startsWith("BYE ") || request.startsWith("OPTIONS ") || request.startsWith("CANCEL ")) {
                String tag = field(request, "To").contains("tag=") ? "" : ";tag=a" + field(request, "Call-ID").hashCode();
                String text = "SIP/2.0 200 OK\r\nVia: " + field(request, "Via") + "\r\nFrom: " + field(request, "From") + "\r\nTo: "
                        + field(request, "To") + tag + "\r\nCall-ID: " + field(request, "Call-ID") + "\r\nCSeq: " + field(request, "CSeq")
                        + "\r\nContact: <sip:127.0.0.1:" + port + ">\r\n" + (invite ? "Content-Type: application/sdp\r\n" : "")
                        + "Content-Length: " + (invite ? SDP.length() : 0) + "\r\n\r\n" + (invite ? SDP : "");
                byte[] bytes = request.startsWith("INVITE sip:strange@") ? Mutants.answer(text, dice) : text.getBytes(StandardCharsets.ISO_8859_1);
                socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
            }
        }
    }

    /** A well-behaved caller. */
    private static final class Caller {
        private static final long PATIENCE_MILLIS = 12_000;

        private final DatagramSocket socket;
        private final InetSocketAddress center;
        private final String me;
        private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
        private final Map<String, Call> calls = new ConcurrentHashMap<>();

        private static final class Call {
            private final Map<String, String> dialog = new ConcurrentHashMap<>();
            private final long began = System.nanoTime();
            private String pending = "";
            private long answeredAt;
            private int pause = 500;
            private String refusal = "no answer";
        }

        Caller(int port) throws IOException {
            center = new InetSocketAddress("127.0.0.1", port);
            socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
            me = "127.0.0.1:" + socket.getLocalPort();
        }

        void run() throws IOException {
            clock.scheduleAtFixedRate(this::call, 0, 1, TimeUnit.SECONDS);
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            while (true) {
                packet.setLength(65_535);
                socket.receive(packet);
                take(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
            }
        }

        private void call() {
            String id = "good-" + System.nanoTime();
            Call call = new Call();
            call.dialog.putAll(Map.of("From", "<sip:ann@" + me + ">;tag=" + id, "To", "<sip:sales@127.0.0.1>", "Call-ID", id, "Contact",
                    "sip:ann@" + me));
            calls.put(id, call);
            clock.schedule(() -> end(id, call, "lost " + call.refusal), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            synchronized (call) {
                call.pending = request("INVITE", "sip:sales@127.0.0.1:" + center.getPort(), me + ";branch=z9hG4bKi" + id, call.dialog, "1", SDP);
                repeat(id, call, call.pending);
            }
        }

        /** Sends it, again and again until something else is pending. */
        private void repeat(String id, Call call, String text) {
            synchronized (call) {
                if (calls.containsKey(id) && call.pending.equals(text)) {
                    send(text);
                    clock.schedule(() -> repeat(id, call, text), call.pause, TimeUnit.MILLISECONDS);
                    call.pause *= 2;
                }
            }
        }

        private void send(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            try {
                socket.send(new DatagramPacket(bytes, bytes.length, center));
            } catch (IOException e) {
                // as if it was lost
            }
        }

        private void take(String message) {
            String id = field(message, "Call-ID");
            Call call = calls.get(id);
            Matcher status = STATUS.matcher(message);
            if (call == null || !status.find()) {
                if (message.startsWith("BYE ")) {
                    send("SIP/2.0 200 OK\r\nVia: " + field(message, "Via") + "\r\nFrom: " + field(message, "From") + "\r\nTo: "
                            + field(message, "To") + "\r\nCall-ID: " + id + "\r\nCSeq: " + field(message, "CSeq") + "\r\nContent-Length: 0\r\n\r\n");
                }
                return;
            }
            int code = Integer.parseInt(status.group(1));
            synchronized (call) {
                if (field(message, "CSeq").endsWith("BYE")) {
                    end(id, call, code == 200 ? "served " + call.answeredAt : "lost BYE " + code);
                } else if (code < 200) {
                    call.pending = "";
                } else if (code >= 300) {
                    end(id, call, "lost " + code);
                } else if (call.answeredAt == 0) {
                    answered(id, call, message);
                }
            }
        }

        private void answered(String id, Call call, String message) {
            call.answeredAt = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - call.began));
            call.refusal = "no answer to BYE";
            call.dialog.put("To", field(message, "To"));
            String contact = field(message, "Contact").replaceAll(".*<|>.*", "");
            send(request("ACK", contact, me + ";branch=z9hG4bKa" + id, call.dialog, "1", ""));
            call.pause = 500;
            call.pending = request("BYE", contact, me + ";branch=z9hG4bKb" + id, call.dialog, "2", "");
            repeat(id, call, call.pending);
        }

        private void end(String id, Call call, String how) {
            if (calls.remove(id, call)) {
                System.out.println(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - call.began) + " " + how);
            }
        }
    }

    /** Sends one kind of message at a rate. */
    private static final class Flood {
        private static final List<String> KINDS = List.of("invite", "options", "cancel", "response", "info");

        private final String kind;
        private final int rate;
        private final int seconds;
        private final int bytes;
        private final String padding;
        private final InetSocketAddress center;
        private final List<DatagramChannel> sources = new ArrayList<>();
        private final Selector selector = Selector.open();
        private final LongAdder received = new LongAdder();
        private final LongAdder receivedBytes = new LongAdder();
        private final Map<String, String> dialog = new ConcurrentHashMap<>();

        Flood(int port, String[] args) throws IOException {
            center = new InetSocketAddress("127.0.0.1", port);
            kind = args[2];
            rate = Integer.parseInt(args[3]);
            seconds = Integer.parseInt(args[4]);
            bytes = Integer.parseInt(args[6]);
            padding = "a=x-padding:" + "p".repeat(80) + "\r\n";
            int wanted = Integer.parseInt(args[5]);
            for (int i = 0; i < wanted; i++) {
                DatagramChannel channel = DatagramChannel.open();
                // A single source has an address of its own for each kind: what one flood did is not held against the next.
                int third = wanted == 1 ? 2 + KINDS.indexOf(kind) : i / 250;
                byte[] address = {127, (byte) (wanted == 1 ? 0 : 1), (byte) third, (byte) (i % 250 + 2)};
                channel.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
                sources.add(channel);
            }
        }

        void run() throws IOException {
            Thread reading = new Thread(this::read);
            reading.setDaemon(true);
            reading.start();
            if (kind.equals("info")) {
                establish();
            }
            long sent = 0;
            long sentBytes = 0;
            long began = System.nanoTime();
            long all = (long) rate * seconds;
            while (sent < all) {
                long due = Math.min(all, (System.nanoTime() - began) * rate / 1_000_000_000L);
                while (sent < due) {
                    DatagramChannel source = sources.get((int) (sent % sources.size()));
                    byte[] text = message(source, sent).getBytes(StandardCharsets.ISO_8859_1);
                    source.send(ByteBuffer.wrap(text), center);
                    sent++;
                    sentBytes += text.length;
                }
                LockSupport.parkNanos(2_000_000);
            }
            System.out.println("sent " + sent + " " + sentBytes + " received " + received.sum() + " " + receivedBytes.sum());
        }

        private String message(DatagramChannel source, long number) throws IOException {
            InetSocketAddress here = (InetSocketAddress) source.getLocalAddress();
            String me = here.getAddress().getHostAddress() + ":" + here.getPort();
            String id = kind + number + "-" + here.getPort();
            if (kind.equals("info")) {
                return request("INFO", "sip:127.0.0.1:" + center.getPort(), me + ";branch=z9hG4bK" + id, dialog, "" + (number + 2), pad(""));
            }
            Map<String, String> names = Map.of("From", "<sip:x@" + me + ">;tag=" + id, "To", "<sip:sales@127.0.0.1>", "Call-ID", id,
                    "Contact", "sip:x@" + me);
            String via = me + ";branch=z9hG4bK" + id;
            String uri = "sip:sales@127.0.0.1:" + center.getPort();
            return switch (kind) {
                case "invite" -> request("INVITE", uri, via, names, "1", pad(SDP));
                case "options" -> request("OPTIONS", uri, via, names, "1", "");
                case "cancel" -> request("CANCEL", uri, via, names, "1", "");
                default -> "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:" + center.getPort() + ";branch=z9hG4bK" + id + "\r\nFrom: <sip:x@" + me
                        + ">;tag=x\r\nTo: <sip:y@" + me + ">;tag=y\r\nCall-ID: " + id + "\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n";
            };
        }

        private String pad(String body) {
            int more = bytes - body.length() - 350;
            return more <= 0 ? body : body + padding.repeat(more / padding.length());
        }

        private void read() {
            ByteBuffer buffer = ByteBuffer.allocate(65_535);
            try {
                while (true) {
                    selector.select(key -> take((DatagramChannel) key.channel(), buffer));
                }
            } catch (IOException e) {
                System.exit(1);
            }
        }

        private void take(DatagramChannel channel, ByteBuffer buffer) {
            try {
                for (buffer.clear(); channel.receive(buffer) != null; buffer.clear()) {
                    received.increment();
                    receivedBytes.add(buffer.position());
                    if (kind.equals("info")) {
                        heard(new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1));
                    }
                }
            } catch (IOException e) {
                // the next one may come through
            }
        }

        private void heard(String message) {
            if (message.startsWith("SIP/2.0 200") && field(message, "CSeq").endsWith("INVITE")) {
                dialog.put("Answer", message);
            }
        }

        /** One call that is answered and acknowledged; its INFO are the flood. */
        private void establish() throws IOException {
            InetSocketAddress here = (InetSocketAddress) sources.get(0).getLocalAddress();
            String me = here.getAddress().getHostAddress() + ":" + here.getPort();
            dialog.putAll(Map.of("From", "<sip:x@" + me + ">;tag=x", "To", "<sip:sales@127.0.0.1>", "Call-ID", "storm-" + here.getPort(), "Contact",
                    "sip:x@" + me));
            String uri = "sip:sales@127.0.0.1:" + center.getPort();
            send(request("INVITE", uri, me + ";branch=z9hG4bKstorm", dialog, "1", SDP));
            while (!dialog.containsKey("Answer")) {
                LockSupport.parkNanos(10_000_000);
            }
            dialog.put("To", field(dialog.get("Answer"), "To"));
            send(request("ACK", uri, me + ";branch=z9hG4bKack", dialog, "1", ""));
        }

        private void send(String text) throws IOException {
            sources.get(0).send(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), center);
        }
    }
}
