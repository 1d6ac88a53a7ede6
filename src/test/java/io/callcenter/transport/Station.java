package io.callcenter.transport;

import io.callcenter.message.Addressing;
import io.callcenter.message.CSeq;
import io.callcenter.message.Draft;
import io.callcenter.message.Host;
import io.callcenter.message.Limits;
import io.callcenter.message.MessageFault;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import io.callcenter.transaction.Action;
import io.callcenter.transaction.Timing;
import io.callcenter.transport.address.ListenPoint;
import io.callcenter.transport.address.Literals;
import io.callcenter.transport.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** One loop with points: it answers requests with 200 and tells what became of its own. */
final class Station implements LoopUser, AutoCloseable {
    final LongAdder handshakesRefused = new LongAdder();
    /** Requests that came in, and whose links. */
    final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

    final Set<Link> links = ConcurrentHashMap.newKeySet();
    /** Why messages were refused. */
    final BlockingQueue<MessageFault> refusals = new LinkedBlockingQueue<>();

    /** What the guard kept out. */
    final BlockingQueue<String> guarded = new LinkedBlockingQueue<>();

    private final BlockingQueue<String> fates = new LinkedBlockingQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final Loops loops;

    Station(PointSettings points) {
        this(points, 1, source -> false, 64 << 20);
    }

    /** The same with so many loops, to which Call-IDs belong by their last digit, trusted sources, and a bound of the bytes of streams. */
    Station(PointSettings points, int count, Predicate<InetAddress> trusted, long streamBytes) {
        loops = new Loops(
                new Loops.Needs(
                        count,
                        callId -> callId.charAt(callId.length() - 1) - '0',
                        Limits.USUAL,
                        Timing.of(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(1)),
                        false,
                        trusted,
                        this,
                        new PointSettings(points.tls(), points.origins(), points.ping(), handshakesRefused)
                                .speakingWhile(points.speaks())
                                .withProxies(points.proxies())),
                StreamCounts.Bounds.usual(trusted),
                new StreamMemory(streamBytes));
    }

    /** One that knows no TLS. */
    static Station plain() {
        return new Station(PointSettings.of(TlsSettings.NONE, List.of(), new LongAdder()));
    }

    Loops loops() {
        return loops;
    }

    int listen(String point) throws IOException {
        int port = loops.listen(ListenPoint.parse(point)).port();
        loops.open();
        return port;
    }

    /** What becomes of OPTIONS to that place: a code, or why it was not sent. */
    String options(Destination destination) throws InterruptedException {
        int number = sent.incrementAndGet();
        NameAddress someone = NameAddress.read("<sip:station@127.0.0.1>").orElseThrow();
        Addressing addressing = new Addressing(
                NameAddress.read("<sip:station@127.0.0.1>;tag=1").orElseThrow(),
                someone,
                new SipCallId("station-" + number),
                new CSeq(number, new Token("OPTIONS")));
        Draft draft = Draft.request(SipUri.of("sip:x@127.0.0.1"), addressing);
        Loop loop = loops.all().get(0);
        loop.execute(
                () -> loop.transactions().send("z9hG4bKstation" + number, draft, List.of(destination), loop.now()));
        return fates.poll(15, TimeUnit.SECONDS);
    }

    static Destination destination(String transport, String host, int port) {
        return new Destination(
                transport,
                new InetSocketAddress(Literals.address(host), port),
                new Host(host),
                5070,
                Duration.ofSeconds(4));
    }

    /** The text of OPTIONS to a station. */
    static String text(String transport, String callId) {
        return String.join(
                "\r\n",
                "OPTIONS sip:station@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/" + transport + " df7jal23ls0d.invalid;branch=z9hG4bK" + callId + ";rport",
                "From: <sip:phone@127.0.0.1>;tag=1",
                "To: <sip:station@127.0.0.1>",
                "Call-ID: " + callId,
                "CSeq: 1 OPTIONS",
                "Max-Forwards: 70",
                "Content-Length: 0",
                "",
                "");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void request(Loop loop, Request request, Link link) {
        requests.add(request);
        links.add(link);
        link.write(request.head().answer(200, new Tag("station")).bytes());
    }

    @Override
    public void stray(Loop loop, Response response, Link link) {
        fates.add("stray " + response.code());
    }

    public void gone(Link link) {
        links.remove(link);
    }

    @Override
    public void told(Loop loop, Action action) {
        if (action instanceof Action.Answered answered) {
            fates.add(Integer.toString(answered.response().code()));
        } else if (action instanceof Action.Unanswered unanswered) {
            fates.add("unanswered " + unanswered.code());
        } else if (action instanceof Action.Unsent unsent) {
            fates.add(unsent.why().toString());
        }
    }

    @Override
    public void refused(Link link, MessageFault why) {
        refusals.add(why);
    }

    @Override
    public void counted(String kind, boolean out) {}

    @Override
    public void fault(Throwable cause) {
        fates.add("fault " + cause);
    }

    @Override
    public void overrun(long datagrams) {}

    @Override
    public void guarded(Link link, String cause) {
        guarded.add(cause);
    }

    @Override
    public boolean isProven(InetAddress source) {
        return false;
    }

    @Override
    public Tag refusalTag() {
        return new Tag("refusal");
    }

    @Override
    public void close() {
        loops.close();
    }
}
