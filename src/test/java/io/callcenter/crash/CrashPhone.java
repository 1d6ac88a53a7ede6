package io.callcenter.crash;

import io.callcenter.b2b.Hop;
import io.callcenter.ids.CallId;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One dialog at a peer's end: a caller, an agent, or an announcement. It repeats what was not heard, as phones do. */
final class CrashPhone {
    static final Hop HOP = new Hop("udp", "192.0.2.7", 5060, "198.51.100.1", 5060, false);
    private static final String SDP =
            "v=0\r\no=- 7 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";

    private final CrashWorld world;
    final String name;
    final String callId;
    /** The call that it belongs to now. */
    CallId call;

    /** Whether it has called to take an agent's place. */
    boolean takes;

    /** Whether somebody wants their caller to have what this caller has. */
    boolean consults;

    private PlainAddress local;
    private PlainAddress remote;
    private String target;
    private long cseq;
    private Optional<PlainRequest> ringing = Optional.empty();
    private Optional<PlainRequest> unanswered = Optional.empty();
    private Optional<PlainResponse> unacknowledged = Optional.empty();
    private String answeredIn = "";
    boolean answered;
    boolean hungUp;
    /**
     * An announcement that only an agent hears, and that was acknowledged by a leader who was cut off: the next one does not know that it plays, cancels what it
     * takes for a call that rings, and leaves it to end by itself.
     */
    boolean unknown;

    boolean sentAway;
    int refused;

    private CrashPhone(CrashWorld world, String name, String callId, CallId call) {
        this.world = world;
        this.name = name;
        this.callId = callId;
        this.call = call;
    }

    /** A caller who has not called yet. */
    static CrashPhone caller(CrashWorld world, String name, CallId call) {
        CrashPhone phone = new CrashPhone(world, name, "call-" + name, call);
        phone.local = new PlainAddress("", "sip:" + name + "@h", "tag-" + name);
        phone.remote = new PlainAddress("", "sip:F@cc", "");
        phone.target = "sip:F@cc";
        return phone;
    }

    /** Somebody who has not called yet, to take that one's place. */
    static CrashPhone taker(CrashWorld world, String name, String callId, CrashPhone agent) {
        CrashPhone phone = new CrashPhone(world, name, callId, agent.call);
        phone.local = new PlainAddress("", "sip:" + name + "@a", "tag-" + callId);
        phone.remote = new PlainAddress("", "sip:F@cc", "");
        phone.target = "sip:F@cc";
        phone.takes = true;
        return phone;
    }

    /** The name of its dialog in a Replaces of somebody else. */
    String dialog() {
        return callId + ";to-tag=" + remote.tag() + ";from-tag=" + local.tag();
    }

    void takesThePlaceOf(CrashPhone agent) {
        PlainHeaders headers = PlainHeaders.NONE
                .with("Via", "SIP/2.0/UDP 192.0.2.7")
                .with("Replaces", agent.dialog())
                .with("Referred-By", "<sip:" + agent.name + "@a>");
        send("INVITE", PlainBody.sdp(SDP), headers);
    }

    /** A phone that an INVITE is about to reach. */
    static CrashPhone called(CrashWorld world, PlainRequest invite, CallId call) {
        String name = invite.uri().replaceAll("^sip:|@.*", "");
        CrashPhone phone = new CrashPhone(world, name, invite.callId(), call);
        phone.local = invite.to().withTag("tag-" + invite.callId());
        phone.remote = invite.from();
        phone.target = invite.contact();
        return phone;
    }

    boolean over() {
        return hungUp || sentAway;
    }

    boolean rings() {
        return ringing.isPresent();
    }

    boolean talks() {
        return answered && !over();
    }

    void call() {
        send("INVITE", odd() ? PlainBody.NONE : PlainBody.sdp(SDP));
    }

    /** A caller who offers nothing, a phone that takes no calls without an offer. */
    private boolean odd() {
        return callId.hashCode() % 4 == 0;
    }

    void hangUp() {
        hungUp = true;
        unacknowledged = Optional.empty();
        send("BYE", PlainBody.NONE);
    }

    /** Picks up. */
    void answer() {
        PlainRequest invite = ringing.orElseThrow();
        ringing = Optional.empty();
        answered = true;
        accept(invite);
    }

    void refuse(int code) {
        PlainRequest invite = ringing.orElseThrow();
        ringing = Optional.empty();
        sentAway = true;
        world.answer(this, invite, response(invite, code, PlainBody.NONE));
    }

    /** Asks for a transfer of the caller. */
    void refer(String name) {
        send("REFER", PlainBody.NONE, PlainHeaders.NONE.with("Refer-To", "<sip:" + name + "@cc>"));
    }

    /** Asks that the caller gets what that caller has. */
    void attends(CrashPhone other) {
        String dialog = URLEncoder.encode(other.dialog(), StandardCharsets.UTF_8);
        send("REFER", PlainBody.NONE, PlainHeaders.NONE.with("Refer-To", "<sip:F@cc?Replaces=" + dialog + ">"));
    }

    /** Its INVITE names no call. */
    void unknown() {
        unanswered = Optional.empty();
        sentAway = true;
    }

    /** Sends again what nobody seems to have heard. */
    void insist() {
        unanswered.ifPresent(request -> world.request(this, request));
        unacknowledged.ifPresent(ok -> world.repeat(this, answeredIn, ok));
    }

    private void accept(PlainRequest invite) {
        PlainResponse ok = response(invite, 200, PlainBody.sdp(SDP));
        unacknowledged = Optional.of(ok);
        answeredIn = invite.branch();
        world.answer(this, invite, ok);
    }

    private void send(String method, PlainBody body) {
        boolean first = method.equals("INVITE");
        send(method, body, first ? PlainHeaders.NONE.with("Via", "SIP/2.0/UDP 192.0.2.7") : PlainHeaders.NONE);
    }

    private void send(String method, PlainBody body, PlainHeaders headers) {
        PlainRequest request = PlainRequest.of(method, target, callId, local, remote, ++cseq, world.branch())
                .withContact("sip:" + name + "@192.0.2.7")
                .with(headers)
                .with(body);
        unanswered = Optional.of(request);
        world.request(this, request);
    }

    /** A request of the contact center. */
    void receive(PlainRequest request) {
        switch (request.method()) {
            case "INVITE" -> invited(request);
            case "ACK" -> acknowledged(request);
            case "BYE" -> {
                world.answer(this, request, response(request, over() ? 481 : 200, PlainBody.NONE));
                sentAway = true;
                unacknowledged = Optional.empty();
                ringing = Optional.empty();
            }
            default -> world.answer(this, request, response(request, over() ? 481 : 200, PlainBody.NONE));
        }
    }

    private void invited(PlainRequest invite) {
        if (odd() && invite.body().isEmpty() && !over()) {
            world.answer(this, invite, response(invite, 488, PlainBody.NONE));
        } else if (invite.to().tag().isEmpty()) {
            ringing = Optional.of(invite);
            world.answer(this, invite, response(invite, 180, PlainBody.NONE));
        } else if (over()) {
            world.answer(this, invite, response(invite, 481, PlainBody.NONE));
        } else {
            accept(invite);
        }
    }

    private void acknowledged(PlainRequest ack) {
        unacknowledged = unacknowledged.filter(ok -> ok.cseq() != ack.cseq());
    }

    void cancelled(PlainRequest invite) {
        if (ringing.filter(open -> open.branch().equals(invite.branch())).isPresent()) {
            ringing = Optional.empty();
            sentAway = true;
            world.answer(this, invite, response(invite, 487, PlainBody.NONE));
        }
    }

    /** A response to a request of this phone. */
    void receive(PlainRequest request, PlainResponse response) {
        if (unanswered.filter(open -> open.cseq() == request.cseq()).isEmpty()
                && !request.method().equals("INVITE")) {
            return;
        }
        if (response.code() >= 200) {
            unanswered = Optional.empty();
        }
        if (!request.method().equals("INVITE") || response.code() < 200) {
            unanswered = response.code() < 200 ? Optional.empty() : unanswered;
            return;
        }
        if (refused > 0) {
            return; // a process that does not know of its refusal accepts them
        }
        remote = remote.withTag(response.to().tag());
        if (response.code() < 300) {
            answered = true;
            target = response.contact();
        } else {
            refused = response.code();
            sentAway = true;
        }
        boolean offered = request.body().isEmpty() && !response.body().isEmpty();
        world.acknowledge(this, request, remote, offered ? PlainBody.sdp(SDP) : PlainBody.NONE);
    }

    private PlainResponse response(PlainRequest request, int code, PlainBody body) {
        String contact = body.isEmpty() ? "" : "sip:" + name + "@192.0.2.7";
        return PlainResponse.of(code, callId, request.from(), local, request.cseq(), request.method())
                .withContact(contact)
                .with(body);
    }

    @Override
    public String toString() {
        return name + "/" + callId;
    }
}
