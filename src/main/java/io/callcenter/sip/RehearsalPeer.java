package io.callcenter.sip;

import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import java.io.IOException;
import java.util.List;
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
    private String target = "";
    private Optional<Hop> hop = Optional.empty();

    RehearsalPeer(int calls) {
        this.toCall = new AtomicInteger(calls);
        this.finished = new CountDownLatch(calls);
    }

    void start(String centre, int atOnce) throws IOException {
        stack.start(this::take);
        target = centre;
        hop = Optional.of(stack.locate(centre).toCompletableFuture().join());
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
            NameAddress from = new NameAddress("Rehearsal", "sip:caller@127.0.0.1", names.tag(callId));
            send(request("INVITE", target, callId, from, new NameAddress("", target, ""), 1, Body.sdp(SDP)));
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
        boolean invite = in.request().method().equals("INVITE");
        if (invite) {
            respond(in, 180, Body.NONE);
        }
        respond(in, 200, invite ? Body.sdp(SDP) : Body.NONE);
    }

    private void respond(SipEvent.RequestIn in, int code, Body body) {
        NameAddress nobody = new NameAddress("", "", "");
        String contact = body.isEmpty() ? "" : uri();
        stack.carryOut(new SipOrder.Respond(
                in.transaction(),
                new SipResponse(
                        code,
                        "",
                        "",
                        nobody,
                        nobody.withTag("peer"),
                        0,
                        "",
                        contact,
                        List.of(),
                        List.of(),
                        Headers.NONE,
                        body)));
    }

    private void goOn(SipResponse response) {
        if (response.method().equals("INVITE") && response.code() < 300) {
            stack.carryOut(new SipOrder.SendAck(inDialog("ACK", response, 1), hop.orElseThrow()));
            send(inDialog("BYE", response, 2));
        } else {
            finished.countDown();
            call();
        }
    }

    private SipRequest inDialog(String method, SipResponse ok, long cseq) {
        return request(method, ok.contact(), ok.callId(), ok.from(), ok.to(), cseq, Body.NONE);
    }

    private SipRequest request(
            String method, String uri, String callId, NameAddress from, NameAddress to, long cseq, Body body) {
        String contact = body.isEmpty() ? "" : uri();
        return new SipRequest(
                method,
                uri,
                callId,
                from,
                to,
                cseq,
                names.branch(),
                contact,
                List.of(),
                List.of(),
                70,
                Headers.NONE.with("User-Agent", "rehearsal"),
                body);
    }

    private void send(SipRequest request) {
        stack.carryOut(new SipOrder.Send(request, hop.orElseThrow()));
    }

    @Override
    public void close() {
        stack.close();
    }
}
