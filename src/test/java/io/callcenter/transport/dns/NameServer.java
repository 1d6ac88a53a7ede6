package io.callcenter.transport.dns;

import io.callcenter.transport.address.Literals;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small DNS server on loopback, UDP and TCP, that says what a test has put into it, with names compressed, and remembers what it was asked. */
public final class NameServer implements AutoCloseable {
    private static final int A = 1;
    private static final int CNAME = 5;
    private static final int AAAA = 28;
    private static final int SRV = 33;
    private static final int NAPTR = 35;
    private static final int NXDOMAIN = 3;

    /** What was asked, as {@code A sip.example.com}; over TCP with {@code TCP } in front. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    private record Stored(String name, int type, int ttl, byte[] content) {}

    private final List<Stored> records = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final List<Closeable> open = new CopyOnWriteArrayList<>();
    private final DatagramSocket datagrams;
    private volatile int ttl = 60;
    private volatile boolean silent;
    private volatile boolean cut;
    private volatile boolean mad;

    private NameServer(DatagramSocket datagrams, ServerSocket streams) {
        this.datagrams = datagrams;
        open.add(datagrams);
        open.add(streams);
        start(this::datagrams);
        start(() -> streams(streams));
    }

    /** One that knows nothing yet. */
    public static NameServer open() throws IOException {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        for (int attempt = 0; ; attempt++) {
            ServerSocket streams = new ServerSocket(0, 50, here);
            try {
                return new NameServer(new DatagramSocket(streams.getLocalPort(), here), streams);
            } catch (IOException e) {
                streams.close();
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "test-dns");
        thread.setDaemon(true);
        thread.start();
    }

    /** As a list of servers has it. */
    public String address() {
        return "127.0.0.1:" + datagrams.getLocalPort();
    }

    InetSocketAddress socket() {
        return new InetSocketAddress("127.0.0.1", datagrams.getLocalPort());
    }

    /** An address, IPv4 or IPv6. */
    public NameServer address(String name, String literal) {
        byte[] address = Literals.address(literal).getAddress();
        return put(name, address.length == 4 ? A : AAAA, address);
    }

    /** An alias. */
    public NameServer alias(String name, String other) {
        return put(name, CNAME, name(other));
    }

    /** A server of a service; target {@code .} = not offered. */
    public NameServer service(String name, int priority, int weight, int port, String target) {
        return put(name, SRV, joined(number(priority), number(weight), number(port), name(target)));
    }

    /** A service of a domain. */
    public NameServer pointer(String name, int order, int preference, String service, String target) {
        byte[] texts = joined(text("s"), text(service), text(""));
        return put(name, NAPTR, joined(number(order), number(preference), texts, name(target)));
    }

    /** Bytes as the content of a record. */
    public NameServer raw(String name, int type, byte[] content) {
        return put(name, type, content);
    }

    /** Answers questions like {@code SRV _sip._udp.example.com} with that code. */
    public NameServer fails(String question, int code) {
        failures.put(question, code);
        return this;
    }

    /** The TTL of what is put from now on, in seconds. */
    public NameServer ttl(int seconds) {
        ttl = seconds;
        return this;
    }

    /** Answers nothing, or again. */
    public NameServer silent(boolean on) {
        silent = on;
        return this;
    }

    /** Answers have the right number and question, and then what is no record. */
    public NameServer mad() {
        mad = true;
        return this;
    }

    /** Answers over UDP have no records and the bit that says so. */
    public NameServer cut() {
        cut = true;
        return this;
    }

    /** Forgets its records. */
    public NameServer forget() {
        records.clear();
        return this;
    }

    private NameServer put(String name, int type, byte[] content) {
        records.add(new Stored(name, type, ttl, content));
        return this;
    }

    private void datagrams() {
        byte[] buffer = new byte[1_500];
        while (!datagrams.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                datagrams.receive(packet);
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()), true);
                if (answer.length > 0) {
                    datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void streams(ServerSocket streams) {
        while (!streams.isClosed()) {
            try (Socket socket = streams.accept()) {
                open.add(socket);
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] question = in.readNBytes(in.readUnsignedShort());
                byte[] answer = answer(question, false);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.write(joined(number(answer.length), answer));
                out.flush();
                in.read();
            } catch (IOException e) {
                // Closed, by either side.
            }
        }
    }

    private byte[] answer(byte[] question, boolean datagram) {
        StringBuilder labels = new StringBuilder();
        int at = 12;
        while (question[at] != 0) {
            labels.append(labels.length() == 0 ? "" : ".")
                    .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
            at += 1 + question[at];
        }
        String name = labels.toString().toLowerCase(Locale.ROOT);
        int type = (question[at + 1] & 0xFF) << 8 | question[at + 2] & 0xFF;
        String what = Map.of(A, "A", AAAA, "AAAA", SRV, "SRV", NAPTR, "NAPTR").getOrDefault(type, "?") + " " + name;
        asked.add(datagram ? what : "TCP " + what);
        if (silent) {
            return new byte[0];
        }
        List<byte[]> found = found(name, type);
        boolean known = records.stream().anyMatch(r -> r.name().equals(name));
        int code = failures.getOrDefault(what, known ? 0 : NXDOMAIN);
        boolean shortened = datagram && cut;
        byte[] echoed = Arrays.copyOfRange(question, 12, at + 5);
        byte[] head = joined(
                Arrays.copyOf(question, 2),
                number(0x8180 | (shortened ? 0x0200 : 0) | code),
                number(1),
                number(shortened || code != 0 ? 0 : found.size()),
                number(0),
                number(0));
        byte[] all = joined(head, echoed);
        if (mad) {
            all[7] = 9;
            return joined(
                    all, new byte[] {(byte) 0xC0, (byte) 0xFF, 0, 1, 0, 1, 0, 0, 0, 9, (byte) 0xFF, (byte) 0xFF, 1});
        }
        for (byte[] record : shortened || code != 0 ? List.<byte[]>of() : found) {
            all = joined(all, record);
        }
        return all;
    }

    /** The records with names as in the question compressed, following aliases. */
    private List<byte[]> found(String name, int type) {
        List<byte[]> found = new ArrayList<>();
        for (Stored record : records) {
            boolean alias = record.type() == CNAME;
            if (record.name().equals(name) && (record.type() == type || alias)) {
                byte[] owner = found.isEmpty() ? number(0xC00C) : name(name);
                found.add(joined(
                        owner,
                        number(record.type()),
                        number(1),
                        number(0),
                        number(record.ttl()),
                        number(record.content().length),
                        record.content()));
            }
        }
        return found;
    }

    private static byte[] number(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    private static byte[] text(String text) {
        return joined(new byte[] {(byte) text.length()}, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] name(String name) {
        byte[] all = new byte[0];
        for (String label : name.equals(".") ? new String[0] : name.split("\\.")) {
            all = joined(all, text(label));
        }
        return joined(all, new byte[1]);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }
}
