// SPDX-License-Identifier: Apache-2.0
package io.callcenter.message;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mutants for lab/attack/run: {@code Mutants PORT RATE SECONDS SEED} sends RATE messages a second from 1,000 addresses, one in twenty over TCP, and prints
 * {@code sent N BYTES received N BYTES}. Half are mutants of the messages that the tests have (ordinary and torture ones); the others belong to calls for
 * the flow {@code strange}: INVITE, and what may follow it in any order, most of them mutants too. The same seed gives the same mutants, but for the
 * tags that the center chooses. It is in the package of those tests, whose corpus and mutator it uses.
 */
public final class Mutants {
    private static final int SOURCES = 1_000;
    private static final int CALLS = 200;
    private static final int MESSAGES_A_CALL = 40;
    private static final int STREAMS = 10;
    private static final int MESSAGES_A_STREAM = 50;
    private static final String[] METHODS = {
        "ACK", "ACK", "ACK", "BYE", "CANCEL", "INFO", "INVITE", "MESSAGE", "OPTIONS", "PRACK", "REFER", "UPDATE", "SUBSCRIBE", "NOTIFY"
    };
    private static final Pattern OF_A_CALL = Pattern.compile("(?s)^SIP/2\\.0 2.*?\r\nTo:[^\r]*;tag=([^;\r]+).*?\r\nCall-ID: (mutant[^\r]+)\r\n");

    private final InetSocketAddress center;
    private final SplittableRandom dice;
    private final List<byte[]> corpus = new ArrayList<>(Corpus.all());
    private final List<DatagramChannel> sources = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final Call[] calls = new Call[CALLS];
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final SocketChannel[] streams = new SocketChannel[STREAMS];
    private final int[] sentOnStream = new int[STREAMS];
    private final ByteBuffer heardOnStream = ByteBuffer.allocate(65_535);
    private final LongAdder received = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();

    /** A call of ours; so many of its messages have been sent. */
    private static final class Call {
        private final String id;
        private final DatagramChannel source;
        private int sent;

        Call(String id, DatagramChannel source) {
            this.id = id;
            this.source = source;
        }
    }

    private Mutants(int port, long seed) throws IOException {
        center = new InetSocketAddress("127.0.0.1", port);
        dice = new SplittableRandom(seed);
        Torture.all().forEach(row -> corpus.add(row.message()));
        for (int i = 0; i < SOURCES; i++) {
            DatagramChannel channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(address(i), 0));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            sources.add(channel);
        }
    }

    /** Sends what the class comment says. */
    public static void main(String[] args) throws IOException {
        Mutants mutants = new Mutants(Integer.parseInt(args[0]), Long.parseLong(args[3]));
        Thread reading = new Thread(mutants::read);
        reading.setDaemon(true);
        reading.start();
        mutants.run(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        System.exit(0);
    }

    /** What a peer may answer to that INVITE: three in four of these answers are mutants. */
    public static byte[] answer(String ok, SplittableRandom dice) {
        String[] starts = {"200 OK", "200 OK", "180 Ringing", "486 Busy Here", "302 Moved Temporarily"};
        String answer = ok.replaceFirst("200 OK", starts[dice.nextInt(starts.length)]);
        return dice.nextInt(4) == 0 ? bytes(answer) : mutant(answer, dice);
    }

    /** With the same Contact: what the center sends there stays on this machine. */
    private static byte[] mutant(String message, SplittableRandom dice) {
        int from = message.indexOf("\r\nContact:");
        String contact = message.substring(from, message.indexOf("\r\n", from + 2) + 2);
        byte[] mutant;
        do {
            mutant = Corpus.mutant(bytes(message), dice);
        } while (!new String(mutant, StandardCharsets.ISO_8859_1).contains(contact));
        return mutant;
    }

    private void run(int rate, int seconds) throws IOException {
        long all = (long) rate * seconds;
        long began = System.nanoTime();
        long sentBytes = 0;
        long sent = 0;
        while (sent < all) {
            long due = Math.min(all, (System.nanoTime() - began) * rate / 1_000_000_000L);
            for (; sent < due; sent++) {
                sentBytes += dice.nextBoolean() ? one(sent) : ofCall(sent);
            }
            LockSupport.parkNanos(2_000_000);
        }
        System.out.println("sent " + sent + " " + sentBytes + " received " + received.sum() + " " + receivedBytes.sum());
    }

    /** A message that belongs to nothing, with a Call-ID and a branch of its own. */
    private int one(long number) throws IOException {
        String text = new String(corpus.get(dice.nextInt(corpus.size())), StandardCharsets.ISO_8859_1);
        byte[] mutant = Corpus.mutant(bytes(text.replace("3848276298220188511", "one" + number).replace("z9hG4bK", "z9hG4bK" + number)), dice);
        if (dice.nextInt(10) == 0) {
            return stream(dice.nextInt(STREAMS), mutant);
        }
        return send(sources.get((int) (number % SOURCES)), mutant);
    }

    /** The next message of one of the calls, which begins anew when it has had enough of them. */
    private int ofCall(long number) throws IOException {
        int which = dice.nextInt(CALLS);
        if (calls[which] == null || calls[which].sent == MESSAGES_A_CALL) {
            if (calls[which] != null) {
                tags.remove(calls[which].id);
            }
            calls[which] = new Call("mutant-" + number, sources.get(dice.nextInt(SOURCES)));
        }
        Call call = calls[which];
        boolean first = call.sent++ == 0;
        String method = first ? "INVITE" : METHODS[dice.nextInt(METHODS.length)];
        String plain = request(call, method, number);
        return send(call.source, dice.nextInt(first ? 2 : 8) == 0 ? bytes(plain) : mutant(plain, dice));
    }

    private String request(Call call, String method, long number) throws IOException {
        InetSocketAddress here = (InetSocketAddress) call.source.getLocalAddress();
        String me = here.getAddress().getHostAddress() + ":" + here.getPort();
        boolean early = call.sent == 1 || method.equals("CANCEL");
        boolean offers = method.equals("INVITE") || method.equals("UPDATE");
        String body = offers ? MessageSamples.SDP : method.equals("INFO") ? "Signal=5\r\nDuration=160\r\n" : "";
        String tag = early ? "" : ";tag=" + tags.getOrDefault(call.id, "none");
        return method + " sip:strange@127.0.0.1:" + center.getPort() + " SIP/2.0\r\nVia: SIP/2.0/UDP " + me + ";rport;branch=z9hG4bK" + call.id
                + (early ? "" : "-" + number) + "\r\nMax-Forwards: 70\r\nFrom: \"M\" <sip:mutant@" + me + ">;tag=" + call.id
                + "\r\nTo: <sip:strange@127.0.0.1>" + tag + "\r\nCall-ID: " + call.id + "\r\nCSeq: "
                + (early || method.equals("ACK") ? 1 : call.sent) + " " + method + "\r\nContact: <sip:mutant@" + me + ">\r\nSupported: timer, 100rel\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/" + (offers ? "sdp" : "dtmf-relay") + "\r\n") + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private int send(DatagramChannel source, byte[] message) throws IOException {
        source.send(ByteBuffer.wrap(message), center);
        return message.length;
    }

    /** Over a connection, which is opened anew when the center has closed it, does not read, or has had enough messages on it. */
    private int stream(int which, byte[] message) throws IOException {
        if (streams[which] != null && (sentOnStream[which] == MESSAGES_A_STREAM || !stillOpen(streams[which]))) {
            streams[which].close();
            streams[which] = null;
        }
        if (streams[which] == null) {
            streams[which] = SocketChannel.open();
            streams[which].bind(new InetSocketAddress(address(which), 0));
            streams[which].connect(center);
            streams[which].configureBlocking(false);
            sentOnStream[which] = 0;
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(message);
            streams[which].write(buffer);
            sentOnStream[which] = buffer.hasRemaining() ? MESSAGES_A_STREAM : sentOnStream[which] + 1;
        } catch (IOException e) {
            sentOnStream[which] = MESSAGES_A_STREAM;
        }
        return message.length;
    }

    private boolean stillOpen(SocketChannel stream) {
        try {
            int length;
            do {
                heardOnStream.clear();
                length = stream.read(heardOnStream);
                receivedBytes.add(Math.max(0, length));
            } while (length > 0);
            return length == 0;
        } catch (IOException e) {
            return false;
        }
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
                Matcher ofCall = OF_A_CALL.matcher(new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1));
                if (ofCall.find()) {
                    tags.put(ofCall.group(2), ofCall.group(1));
                }
            }
        } catch (IOException e) {
            // the next one may come through
        }
    }

    private static InetAddress address(int number) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 3, (byte) (number / 250), (byte) (number % 250 + 2)});
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
