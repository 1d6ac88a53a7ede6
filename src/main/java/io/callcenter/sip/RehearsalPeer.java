package io.callcenter.sip;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Addressing;
import io.callcenter.message.Body;
import io.callcenter.message.CSeq;
import io.callcenter.message.Display;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Response;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Caller and called party of the calls of a {@link Rehearsal}: rings, answers, hangs up, calls again. */
final class RehearsalPeer implements AutoCloseable {
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 9 RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

    private final KeyedNames names = KeyedNames.passing("peer");
    private final SipStack stack = LoopStack.open(SipSettings.on("udp:127.0.0.1:0"), names);
    private final AtomicInteger toCall;
    private final CountDownLatch finished;
    private SipUri target = SipUri.of("sip:127.0.0.1");
    private Optional<Hop> hop = Optional.empty();

    RehearsalPeer(int calls) {
        this.toCall = new AtomicInteger(calls);
        this.finished = new CountDownLatch(calls);
    }

    void start(String center, int atOnce) throws IOException {
        stack.start(this::take);
        target = SipUri.of(center);
        hop = Optional.of(stack.locate(center).toCompletableFuture().join());
        for (int i = 0; i < atOnce; i++) {
            call();
        }
    }

    /** At zero when all calls were played. */
    CountDownLatch finished() {
        return finished;
    }

    String uri() {
        return "sip:peer@" + stack.listening().get(0).substring("udp:".length());
    }

    private void call() {
        if (toCall.getAndDecrement() > 0) {
            String callId = names.callId();
            NameAddress from = NameAddress.of(
                    Display.of("Rehearsal"), SipUri.of("sip:caller@127.0.0.1"), new Tag(names.tag(callId)));
            NameAddress to = NameAddress.of(Display.NONE, target, Tag.NONE);
            Addressing addressing = new Addressing(from, to, new SipCallId(callId), new CSeq(1, Methods.INVITE));
            send(withSdp(Draft.request(target, addressing)));
        }
    }

    private void take(SipEvent event) {
        if (event instanceof SipEvent.RequestIn in && !in.transaction().isEmpty()) {
            answer(in);
        } else if (event instanceof SipEvent.ResponseIn in && in.response().code() >= 200) {
            goOn(in.response());
        }
    }

    private void answer(SipEvent.RequestIn in) {
        Tag tag = new Tag("peer");
        Draft ok = Draft.response(200, tag);
        if (in.request().is(Methods.INVITE)) {
            stack.carryOut(new SipOrder.Respond(in.transaction(), Draft.response(180, tag)));
            ok = withSdp(ok);
        }
        stack.carryOut(new SipOrder.Respond(in.transaction(), ok));
    }

    private Draft withSdp(Draft message) {
        return message.with(HeaderName.CONTACT, "<" + uri() + ">").with(Body.sdp(SDP));
    }

    private void goOn(Response response) {
        if (response.cseq().method().equals(Methods.INVITE) && response.code() < 300) {
            OutgoingRequest ack = new OutgoingRequest(names.branch(), inDialog(Methods.ACK, response, 1));
            stack.carryOut(new SipOrder.SendAck(ack, hop.orElseThrow()));
            send(inDialog(Methods.BYE, response, 2));
        } else {
            finished.countDown();
            call();
        }
    }

    private static Draft inDialog(Token method, Response ok, long number) {
        SipUri peer = ok.contact().orElse(ok.to()).uri();
        return Draft.request(peer, new Addressing(ok.from(), ok.to(), ok.callId(), new CSeq(number, method)));
    }

    private void send(Draft request) {
        OutgoingRequest whole = new OutgoingRequest(names.branch(), request.with(HeaderName.USER_AGENT, "rehearsal"));
        stack.carryOut(new SipOrder.Send(whole, hop.orElseThrow()));
    }

    @Override
    public void close() {
        stack.close();
    }
}
