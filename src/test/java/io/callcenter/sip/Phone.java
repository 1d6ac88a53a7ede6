package io.callcenter.sip;

import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.Hop;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One end of a test: a stack of its own, its events in a queue, and the few messages that a phone sends. */
public final class Phone implements AutoCloseable {
    public static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + "m=audio 4000 RTP/AVP 8\r\n";

    public final BlockingQueue<PlainEvent> events = new LinkedBlockingQueue<>();
    public final FreshNames names;
    public final SipStack stack;

    private Phone(SipSettings settings, String name) {
        this.names = KeyedNames.passing(name);
        this.stack = LoopStack.open(settings, names);
    }

    public static Phone on(String name, String... listen) throws IOException {
        return on(name, SipSettings.on(listen).withT1(Duration.ofMillis(100)));
    }

    public static Phone on(String name, SipSettings settings) throws IOException {
        Phone phone = new Phone(settings, name);
        phone.stack.start(event -> phone.events.add(Plain.of(event)));
        return phone;
    }

    public int port() {
        String point = stack.listening().get(0);
        return Integer.parseInt(point.substring(point.lastIndexOf(':') + 1));
    }

    public String uri(String transport) {
        return "sip:x@127.0.0.1:" + port() + (transport.equals("udp") ? "" : ";transport=" + transport);
    }

    public <T extends PlainEvent> T next(Class<T> type) throws InterruptedException {
        PlainEvent event = events.poll(5, TimeUnit.SECONDS);
        while (event instanceof PlainEvent.LinkGone && type != PlainEvent.LinkGone.class) {
            event = events.poll(5, TimeUnit.SECONDS);
        }
        if (event == null) {
            throw new AssertionError("no event, wanted " + type.getSimpleName());
        }
        return type.cast(event);
    }

    public PlainResponse answer(int code) throws InterruptedException {
        while (true) {
            PlainEvent.ResponseIn in = next(PlainEvent.ResponseIn.class);
            if (in.response().code() == code) {
                return in.response();
            }
            if (in.response().code() >= 200) {
                throw new AssertionError("wanted " + code + ", got " + in.response());
            }
        }
    }

    public PlainRequest invite(String target, PlainBody body) {
        String callId = names.callId();
        return PlainRequest.of(
                        "INVITE",
                        target,
                        callId,
                        new PlainAddress("Ann \"A\" Bell", "sip:ann@127.0.0.1", names.tag(callId)),
                        new PlainAddress("", target, ""),
                        1,
                        names.branch())
                .withContact("sip:ann@127.0.0.1:" + port())
                .with(PlainHeaders.NONE.with("X-Test", "yes"))
                .with(body);
    }

    public Hop hop(String uri) {
        return stack.locate(uri)
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    public void send(PlainRequest request) {
        Plain.carryOut(stack, new PlainOrder.Send(request, hop(request.uri())));
    }

    /** The same dialog's next request after that answer. */
    public PlainRequest inDialog(String method, PlainRequest invite, PlainResponse ok, long cseq) {
        return PlainRequest.of(
                method,
                ok.contact().isEmpty() ? invite.uri() : ok.contact(),
                invite.callId(),
                invite.from(),
                ok.to(),
                cseq,
                names.branch());
    }

    /** A request to whoever has invited us. */
    PlainRequest back(String method, PlainRequest invite) {
        return PlainRequest.of(
                method,
                invite.contact(),
                invite.callId(),
                invite.to().withTag(names.tag(invite.callId())),
                invite.from(),
                1,
                names.branch());
    }

    public void ack(PlainRequest invite, PlainResponse ok) {
        PlainRequest ack = inDialog("ACK", invite, ok, invite.cseq());
        Plain.carryOut(stack, new PlainOrder.SendAck(ack, hop(ack.uri())));
    }

    /** Answers it; what was said. */
    public PlainResponse respond(PlainEvent.RequestIn in, int code) {
        PlainResponse response = response(in, code);
        Plain.carryOut(stack, new PlainOrder.Respond(in.transaction(), response));
        return response;
    }

    public PlainResponse response(PlainEvent.RequestIn in, int code) {
        PlainAddress nobody = new PlainAddress("", "", "");
        boolean ok = code == 200 && in.request().method().equals("INVITE");
        String tag = in.request().to().tag().isEmpty() ? names.tag(in.request().callId()) : "";
        return PlainResponse.of(code, "", nobody, nobody.withTag(tag), 0, "")
                .withContact(ok ? uri(in.hop().transport()) : "")
                .with(ok ? PlainBody.sdp(SDP) : PlainBody.NONE);
    }

    @Override
    public void close() {
        stack.close();
    }
}
