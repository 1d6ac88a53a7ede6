// SPDX-License-Identifier: Apache-2.0
import com.sun.management.ThreadMXBean;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Addressing;
import io.callcenter.message.Body;
import io.callcenter.message.CSeq;
import io.callcenter.message.Carrier;
import io.callcenter.message.Display;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.IntakeResult;
import io.callcenter.message.Limits;
import io.callcenter.message.Message;
import io.callcenter.message.MessageIntake;
import io.callcenter.message.Methods;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Response;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.sip.stack.CallLimits;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Parts of the SIP layer by themselves, for {@code lab/bench/layer}. Prints words and numbers in turn.
 *
 * <ul>
 *   <li>{@code Layer parse SECONDS}: nanoseconds of CPU and bytes allocated to read an INVITE of 1 kB and six of its headers: the median of rounds of 100,000, after
 *       half of the time for the compiler.
 *   <li>{@code Layer serve PORT KEY_STORE}: a bare {@link SipStack} at that port of 127.0.0.1 by UDP and TCP, and at the next one by TLS. It answers every
 *       request with 200 and keeps nothing itself. Each line of its input is an order: {@code heap} prints what lives after a full collection and how many
 *       transactions there are; {@code invite NUMBER RATE PORT} makes so many calls to that port, which never end.
 * </ul>
 */
public final class Layer {
    private static final int ROUND = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final String SDP = "v=0\r\no=caller 41 1 IN IP4 192.0.2.5\r\ns=-\r\nc=IN IP4 192.0.2.5\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8 0 101\r\n"
            + "a=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

    /** What was read, so that nothing is left out by the compiler. */
    private static long read;

    private Layer() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "parse" -> parse(Long.parseLong(args[1]) * 1_000_000_000L);
            case "serve" -> new Server(Integer.parseInt(args[1]), args[2]).run();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static String invite() {
        String head = "INVITE sip:sales@192.0.2.1:5060;transport=udp SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK4f7a.b2c1d0e9.0;rport\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.5:5062;branch=z9hG4bK-524287-1---8d3c2b1a0f;rport=5062;received=192.0.2.5\r\n"
                + "Record-Route: <sip:192.0.2.9;lr;ftag=as7d3f1c2b>\r\n"
                + "Max-Forwards: 69\r\n"
                + "From: \"Ann Example\" <sip:+4930123456@provider.example>;tag=as7d3f1c2b\r\n"
                + "To: <sip:sales@center.example>\r\n"
                + "Call-ID: 7c1f0d2e9b8a45d6a3e1@192.0.2.5\r\n"
                + "CSeq: 102 INVITE\r\n"
                + "Contact: <sip:+4930123456@192.0.2.5:5062;transport=udp>\r\n"
                + "User-Agent: Example PBX 18.2\r\n"
                + "Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, INFO, UPDATE\r\n"
                + "Supported: replaces, timer, 100rel\r\n"
                + "Session-Expires: 1800;refresher=uac\r\n"
                + "P-Asserted-Identity: \"Ann Example\" <sip:+4930123456@provider.example>\r\n"
                + "Content-Type: application/sdp\r\n"
                + "Content-Length: " + SDP.length() + "\r\n\r\n";
        return head + SDP;
    }

    private static void parse(long nanos) {
        byte[] bytes = invite().getBytes(StandardCharsets.ISO_8859_1);
        MessageIntake door = new MessageIntake(Limits.USUAL);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos / 2) {
            round(door, bytes);
        }
        long[] times = new long[10_000];
        int rounds = 0;
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        while (System.nanoTime() - begin < nanos) {
            times[rounds++] = round(door, bytes);
        }
        allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;
        Arrays.sort(times, 0, rounds);
        System.out.printf("message_bytes %d nanos %d nanos_best %d allocated %d rounds %d read %d%n", bytes.length, times[rounds / 2] / ROUND,
                times[0] / ROUND, allocated / ROUND / rounds, rounds, read & 1);
    }

    private static long round(MessageIntake door, byte[] bytes) {
        long begin = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < ROUND; i++) {
            Message message = ((IntakeResult.Taken) door.read(bytes, Carrier.DATAGRAM)).message();
            read += message.via().branch().length() + message.from().tag().text().length() + message.to().uri().port()
                    + message.callId().text().length() + message.cseq().number() + message.number(HeaderName.MAX_FORWARDS);
        }
        return THREADS.getCurrentThreadCpuTime() - begin;
    }

    /** Takes all calls, makes some, and forgets them at once. */
    private static final class Server {
        private final KeyedNames names = KeyedNames.passing("layer");
        private final SipStack stack;
        private final LongAdder answered = new LongAdder();
        private volatile Hop hop;

        Server(int port, String keyStore) throws Exception {
            CallLimits all = new CallLimits(1_000_000, 1_000_000, 1_000_000, 0, 0, 16_384);
            SipSettings settings = SipSettings.on("udp:127.0.0.1:" + port, "tcp:127.0.0.1:" + port, "tls:127.0.0.1:" + (port + 1))
                    .withTrusted(List.of("127.0.0.0/8"))
                    .withTls(new SipSettings.Tls(keyStore, "", "changeit", SipSettings.Tls.ClientAuth.NONE))
                    .withLimits(all);
            stack = LoopStack.open(settings, names);
            stack.start(this::take);
        }

        void run() throws Exception {
            System.out.println("open");
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                String[] words = line.split(" ");
                if (words[0].equals("invite")) {
                    invite(Integer.parseInt(words[1]), Integer.parseInt(words[2]), SipUri.of("sip:agent@127.0.0.1:" + words[3]));
                } else {
                    System.out.println("heap " + heap() + " transactions " + stack.transactions() + " answered " + answered);
                }
            }
            stack.close();
            System.exit(0);
        }

        private static long heap() {
            System.gc();
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        private void take(SipEvent event) {
            if (event instanceof SipEvent.RequestIn in && !in.request().is(Methods.ACK)) {
                Draft ok = Draft.response(200, new Tag(names.tag(in.request().callId().text())));
                boolean call = in.request().is(Methods.INVITE);
                stack.carryOut(new SipOrder.Respond(in.transaction(), call ? ok.with(HeaderName.CONTACT, contact(in.hop())).with(Body.sdp(SDP)) : ok));
            } else if (event instanceof SipEvent.ResponseIn in && in.matched() && in.response().code() == 200) {
                acknowledge(in.response());
            }
        }

        private void acknowledge(Response ok) {
            answered.increment();
            Addressing parties = new Addressing(ok.from(), ok.to(), ok.callId(), new CSeq(ok.cseq().number(), Methods.ACK));
            SipUri peer = ok.contact().orElse(ok.to()).uri();
            stack.carryOut(new SipOrder.SendAck(new OutgoingRequest(names.branch(), Draft.request(peer, parties)), hop));
        }

        private void invite(int number, int rate, SipUri target) {
            hop = stack.locate(target.toString()).toCompletableFuture().join();
            long before = answered.sum();
            long begin = System.nanoTime();
            for (int sent = 0; sent < number; ) {
                long due = Math.min(number, (System.nanoTime() - begin) * rate / 1_000_000_000L);
                for (; sent < due; sent++) {
                    stack.carryOut(new SipOrder.Send(new OutgoingRequest(names.branch(), draft(target)), hop));
                }
                LockSupport.parkNanos(2_000_000);
            }
            long patience = System.nanoTime() + 5_000_000_000L;
            while (answered.sum() - before < number && System.nanoTime() < patience) {
                LockSupport.parkNanos(2_000_000);
            }
            System.out.println("answered " + (answered.sum() - before));
        }

        private Draft draft(SipUri target) {
            SipCallId callId = new SipCallId(names.callId());
            NameAddress from = NameAddress.of(Display.NONE, SipUri.of("sip:layer@127.0.0.1"), new Tag(names.tag(callId.text())));
            Addressing parties = new Addressing(from, NameAddress.of(Display.NONE, target, Tag.NONE), callId, new CSeq(1, Methods.INVITE));
            return Draft.request(target, parties).with(HeaderName.CONTACT, contact(hop)).with(Body.sdp(SDP));
        }

        private static String contact(Hop hop) {
            return "<sip:layer@" + hop.localHost() + ":" + hop.localPort() + ">";
        }
    }
}
