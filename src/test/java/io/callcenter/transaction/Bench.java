package io.callcenter.transaction;

import io.callcenter.message.Addressing;
import io.callcenter.message.CSeq;
import io.callcenter.message.Carrier;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Host;
import io.callcenter.message.IntakeResult;
import io.callcenter.message.Limits;
import io.callcenter.message.Message;
import io.callcenter.message.MessageIntake;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import io.callcenter.message.Via;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Transactions with a clock that a test moves, and what they did at which time. */
final class Bench {
    static final long MS = 1_000_000L;
    static final Timing TIMING = Timing.of(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(92));
    private static final MessageIntake DOOR = new MessageIntake(Limits.USUAL);

    /** An action and when it came, in milliseconds since the start. */
    record Done(long at, Action action) {}

    record Way(String name, boolean reliable) implements ReturnPath {}

    record Place(String name, boolean reliable) implements Target {
        @Override
        public boolean named(Via via) {
            return via.isSentBy(new Host("192.0.2.1"), 5060);
        }

        @Override
        public Via via(Token branch) {
            return Via.of(reliable ? "TCP" : "UDP", new Host("192.0.2.1"), 5060, branch);
        }
    }

    static final Way UDP = new Way("udp", false);
    static final Way TCP = new Way("tcp", true);

    final List<Done> done = new ArrayList<>();
    final long start;
    long now;
    final Transactions transactions;

    Bench() {
        this(123_456_789L);
    }

    Bench(long start) {
        this.start = start;
        this.now = start;
        this.transactions = new Transactions(TIMING, action -> done.add(new Done((now - start) / MS, action)), start);
    }

    /** Lets that time pass, looking when the transactions want to be asked. */
    void after(long millis) {
        long end = now + millis * MS;
        while (transactions.next() <= end) {
            now = Math.max(now, transactions.next());
            transactions.advance(now);
        }
        now = end;
        transactions.advance(now);
    }

    /** Actions of that kind so far, counting aside. */
    <T extends Action> List<T> all(Class<T> kind) {
        return done.stream()
                .map(Done::action)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    <T extends Action> List<Long> times(Class<T> kind) {
        return done.stream()
                .filter(d -> kind.isInstance(d.action()))
                .map(Done::at)
                .toList();
    }

    <T extends Action> T last(Class<T> kind) {
        List<T> all = all(kind);
        return all.get(all.size() - 1);
    }

    /** The methods and attempts that were transmitted: {@code INVITE z9hG4bKa}. */
    List<String> transmitted() {
        return all(Action.Transmit.class).stream()
                .map(t -> t.request().method() + " " + t.attempt())
                .toList();
    }

    List<Integer> replies() {
        return all(Action.Reply.class).stream().map(r -> code(r.bytes())).toList();
    }

    static int code(byte[] response) {
        return Integer.parseInt(new String(response, 8, 3, StandardCharsets.US_ASCII));
    }

    void send(String method, String branch, Target... targets) {
        transactions.send(branch, draft(method), List.of(targets), now);
    }

    static Draft draft(String method) {
        Addressing addressing = new Addressing(
                NameAddress.read("<sip:ann@a.example>;tag=a1").orElseThrow(),
                NameAddress.read("<sip:bob@b.example>").orElseThrow(),
                new SipCallId("call-1"),
                new CSeq(7, new Token(method)));
        return Draft.request(SipUri.of("sip:bob@b.example"), addressing)
                .with(HeaderName.CONTACT, FieldValue.of("<sip:ann@192.0.2.1>"));
    }

    /** The peer's response to the request that was transmitted last under that branch. */
    boolean answered(String attempt, String method, int code) {
        Request sent = all(Action.Transmit.class).stream()
                .filter(t -> t.attempt().equals(attempt)
                        && t.request().method().text().equals(method))
                .reduce((a, b) -> b)
                .orElseThrow()
                .request();
        return transactions.response(response(sent, code, "b1"), UDP, now);
    }

    static Response response(Request sent, int code, String tag) {
        return (Response) read(sent.answer(code, new Tag(tag)).bytes());
    }

    static Message read(byte[] bytes) {
        IntakeResult entry = DOOR.read(bytes, Carrier.DATAGRAM);
        if (entry instanceof IntakeResult.Taken taken) {
            return taken.message();
        }
        throw new AssertionError(entry + ": " + new String(bytes, StandardCharsets.UTF_8));
    }

    /** A request of a peer. */
    static Request request(String method, String branch, String more) {
        return request(method, method, branch, 5, more);
    }

    static Request request(String method, String cseqMethod, String branch, int number, String more) {
        String text = method + " sip:desk@192.0.2.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.9:5070" + (branch.isEmpty() ? "" : ";branch=" + branch) + "\r\n"
                + "From: <sip:cal@c.example>;tag=c1\r\nTo: <sip:desk@192.0.2.1>" + more + "\r\n"
                + "Call-ID: in-1\r\nCSeq: " + number + " " + cseqMethod + "\r\nMax-Forwards: 70\r\n"
                + "Contact: <sip:cal@192.0.2.9:5070>\r\nContent-Length: 0\r\n\r\n";
        return (Request) read(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Takes a request as a loop does: a new one gets a transaction. Empty where it was known. */
    String arrives(Request request, ReturnPath path) {
        return transactions.request(request, path, now) == Transactions.Arrival.KNOWN
                ? ""
                : transactions.open(request, path, now);
    }

    SendResult respond(String transaction, int code) {
        return transactions.respond(transaction, code, head -> head.answer(code, new Tag("us")), now);
    }
}
