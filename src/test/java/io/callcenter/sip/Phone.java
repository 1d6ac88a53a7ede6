package io.callcenter.sip;

import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.Names;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One end of a test: a stack of its own, its events in a queue, and the few messages that a phone sends. */
final class Phone implements AutoCloseable {
    static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + "m=audio 4000 RTP/AVP 8\r\n";

    final BlockingQueue<SipEvent> events = new LinkedBlockingQueue<>();
    final Names names;
    final SipStack stack;

    private Phone(SipSettings settings, String name) {
        this.names = KeyedNames.passing(name);
        this.stack = LoopStack.open(settings, names);
    }

    static Phone on(String name, String... listen) throws IOException {
        return on(name, SipSettings.on(listen).withT1(Duration.ofMillis(100)));
    }

    static Phone on(String name, SipSettings settings) throws IOException {
        Phone phone = new Phone(settings, name);
        phone.stack.start(phone.events::add);
        return phone;
    }

    int port() {
        String point = stack.listening().get(0);
        return Integer.parseInt(point.substring(point.lastIndexOf(':') + 1));
    }

    String uri(String transport) {
        return "sip:x@127.0.0.1:" + port() + (transport.equals("udp") ? "" : ";transport=" + transport);
    }

    <T extends SipEvent> T next(Class<T> type) throws InterruptedException {
        SipEvent event = events.poll(5, TimeUnit.SECONDS);
        while (event instanceof SipEvent.LinkGone && type != SipEvent.LinkGone.class) {
            event = events.poll(5, TimeUnit.SECONDS);
        }
        if (event == null) {
            throw new AssertionError("no event, wanted " + type.getSimpleName());
        }
        return type.cast(event);
    }

    SipResponse answer(int code) throws InterruptedException {
        while (true) {
            SipEvent.ResponseIn in = next(SipEvent.ResponseIn.class);
            if (in.response().code() == code) {
                return in.response();
            }
            if (in.response().code() >= 200) {
                throw new AssertionError("wanted " + code + ", got " + in.response());
            }
        }
    }

    SipRequest invite(String target, Body body) {
        String callId = names.callId();
        return new SipRequest(
                "INVITE",
                target,
                callId,
                new NameAddress("Ann \"A\" Bell", "sip:ann@127.0.0.1", names.tag(callId)),
                new NameAddress("", target, ""),
                1,
                names.branch(),
                "sip:ann@127.0.0.1:" + port(),
                List.of(),
                List.of(),
                70,
                Headers.NONE.with("X-Test", "yes"),
                body);
    }

    Hop hop(String uri) {
        return stack.locate(uri)
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    void send(SipRequest request) {
        stack.carryOut(new SipOrder.Send(request, hop(request.uri())));
    }

    /** The same dialog's next request after that answer. */
    SipRequest inDialog(String method, SipRequest invite, SipResponse ok, long cseq) {
        return new SipRequest(
                method,
                ok.contact().isEmpty() ? invite.uri() : ok.contact(),
                invite.callId(),
                invite.from(),
                ok.to(),
                cseq,
                names.branch(),
                "",
                List.of(),
                List.of(),
                70,
                Headers.NONE,
                Body.NONE);
    }

    /** A request to whoever has invited us. */
    SipRequest back(String method, SipRequest invite) {
        return new SipRequest(
                method,
                invite.contact(),
                invite.callId(),
                invite.to().withTag(names.tag(invite.callId())),
                invite.from(),
                1,
                names.branch(),
                "",
                List.of(),
                List.of(),
                70,
                Headers.NONE,
                Body.NONE);
    }

    void ack(SipRequest invite, SipResponse ok) {
        SipRequest ack = inDialog("ACK", invite, ok, invite.cseq());
        stack.carryOut(new SipOrder.SendAck(ack, hop(ack.uri())));
    }

    void respond(SipEvent.RequestIn in, int code) {
        stack.carryOut(new SipOrder.Respond(in.transaction(), response(in, code)));
    }

    SipResponse response(SipEvent.RequestIn in, int code) {
        NameAddress nobody = new NameAddress("", "", "");
        boolean ok = code == 200 && in.request().method().equals("INVITE");
        String tag = in.request().to().tag().isEmpty() ? names.tag(in.request().callId()) : "";
        return new SipResponse(
                code,
                "",
                "",
                nobody,
                nobody.withTag(tag),
                0,
                "",
                ok ? uri(in.hop().transport()) : "",
                List.of(),
                List.of(),
                Headers.NONE,
                ok ? Body.sdp(SDP) : Body.NONE);
    }

    @Override
    public void close() {
        stack.close();
    }
}
