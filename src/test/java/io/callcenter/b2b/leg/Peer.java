package io.callcenter.b2b.leg;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A user agent at the far end of a leg that behaves as the choices of a {@link World} say: lawful, but slow, silent, contrary or gone. */
final class Peer {
    private static final int[] REFUSALS = {486, 488, 491, 481, 408, 500, 503, 404, 302, 603};

    private final World world;
    private final String name;
    private final Hop hop;
    private final Map<String, PlainRequest> invites = new LinkedHashMap<>();
    private final Map<String, PlainResponse> oks = new LinkedHashMap<>();
    private String callId;
    private String tag;
    private String theirTag = "";
    private String theirContact = "sip:support@198.51.100.1";
    private PlainRequest own;
    private final boolean refusesLateOffers;
    private final boolean reliable;
    private long rseq = 100;
    private PlainHeaders extra = PlainHeaders.NONE;
    private boolean ownOpen;
    private boolean provisional;
    private boolean ended;
    private long cseq = 1;
    private int port = 4000;

    Peer(World world, String name, String callId) {
        this.world = world;
        this.name = name;
        this.callId = callId;
        this.tag = name + "-tag";
        this.refusesLateOffers = world.chance(20);
        this.reliable = world.chance(20);
        this.hop = new Hop("udp", "192.0.2.7", 5060, "198.51.100.1", 5060, false);
    }

    String tag() {
        return tag;
    }

    Hop hop() {
        return hop;
    }

    // The call's messages.

    void receive(PlainRequest request) {
        if (theirTag.isEmpty()) {
            theirTag = request.from().tag();
        }
        if (!request.contact().isEmpty()) {
            theirContact = request.contact();
        }
        switch (request.method()) {
            case "INVITE" -> {
                if (ended) {
                    answer(request, 481, PlainBody.NONE);
                } else if (refusesLateOffers && request.body().isEmpty()) {
                    answer(request, 488, PlainBody.NONE);
                } else {
                    invites.put(request.branch(), request);
                }
            }
            case "ACK" -> oks.remove(request.cseq() + " " + request.to().tag());
            case "BYE" -> {
                if (!request.to().tag().equals(tag)) {
                    answer(request, 200, PlainBody.NONE);
                    return;
                }
                ended = true;
                List.copyOf(invites.values()).forEach(open -> finish(open, 487, PlainBody.NONE));
                answer(request, 200, PlainBody.NONE);
            }
            case "UPDATE" -> update(request);
            case "PRACK" -> answer(request, 200, PlainBody.NONE);
            default -> other(request);
        }
    }

    void cancelled(PlainRequest invite) {
        if (invites.containsKey(invite.branch()) && world.chance(90)) {
            finish(invite, 487, PlainBody.NONE);
        }
    }

    private void update(PlainRequest request) {
        if (ownOpen || ended) {
            answer(request, ended ? 481 : 491, PlainBody.NONE);
        } else if (world.chance(80)) {
            answer(request, 200, request.body().isEmpty() ? PlainBody.NONE : answerIn(request.body()));
        } else {
            answer(request, world.oneOf(REFUSALS), PlainBody.NONE);
        }
    }

    private void other(PlainRequest request) {
        if (world.chance(90)) {
            answer(request, ended ? 481 : 200, PlainBody.NONE);
        } else if (world.chance(50)) {
            answer(request, world.oneOf(REFUSALS), PlainBody.NONE);
        }
    }

    void receive(PlainRequest request, PlainResponse response) {
        if (!response.contact().isEmpty()) {
            theirContact = response.contact();
        }
        if (!response.to().tag().isEmpty() && response.code() < 300) {
            theirTag = response.to().tag();
        }
        if (request.method().equals("INVITE")
                && response.headers().first("RSeq").isPresent()
                && world.chance(85)) {
            prack(request, response);
        }
        boolean mine = own != null && own.branch().equals(request.branch());
        if (mine && response.code() < 200) {
            provisional = true;
        }
        if (mine && response.code() >= 200) {
            ownOpen = false;
        }
        if (request.method().equals("INVITE") && response.code() >= 200 && response.code() < 300) {
            boolean offer = request.body().isEmpty() && !response.body().isEmpty();
            PlainBody body = offer && world.chance(80) ? answerIn(response.body()) : PlainBody.NONE;
            send(request("ACK", request.cseq(), body));
        }
        if (response.code() == 481 || response.code() == 408) {
            ended |= !request.method().equals("INVITE") || mine;
        }
    }

    // What it does by itself.

    /** Does one of the things that it could do now; mostly the friendly one. */
    void act() {
        int what = world.next(100);
        if (!invites.isEmpty() && what < 70) {
            react(new ArrayList<>(invites.values()).get(world.next(invites.size())));
        } else if (!oks.isEmpty() && what < 80) {
            PlainResponse ok = oks.values().iterator().next();
            boolean fork = ok.cseq() == 1 && !calls() && !world.chance(80);
            PlainResponse said = fork ? withTag(ok, tag + "-fork") : ok;
            oks.put(key(said), said);
            world.respond(this, said, false);
        } else if (ownOpen && provisional && own.method().equals("INVITE")) {
            if (what >= 97) {
                world.cancel(this, own);
            }
        } else if (!theirTag.isEmpty() && !ended) {
            speak(what);
        }
    }

    private void prack(PlainRequest invite, PlainResponse response) {
        String number = response.headers().first("RSeq").orElseThrow();
        extra = PlainHeaders.NONE.with("RAck", number + " " + invite.cseq() + " INVITE");
        send(request("PRACK", ++cseq, PlainBody.NONE));
        extra = PlainHeaders.NONE;
    }

    /** A provisional answer, reliable where this peer sends such and may; now and then one that came before, or one too many. */
    private void ring(PlainRequest open, int code, PlainBody body) {
        boolean may = open.headers().lists("Supported", "100rel") && code > 100;
        if (reliable && may) {
            rseq += world.chance(85) ? 1 : world.chance(50) ? 2 : 0;
            extra = PlainHeaders.NONE.with("Require", "100rel").with("RSeq", String.valueOf(rseq));
        }
        answer(open, code, body);
        extra = PlainHeaders.NONE;
    }

    private void react(PlainRequest open) {
        int what = world.next(100);
        if (what < 55) {
            finish(open, 200, answerTo(open));
        } else if (what < 72) {
            ring(open, world.oneOf(new int[] {100, 180, 183}), PlainBody.NONE);
        } else if (what < 80) {
            ring(open, 183, open.to().tag().isEmpty() && !open.body().isEmpty() ? answerTo(open) : PlainBody.NONE);
        } else if (what < 92) {
            finish(open, world.oneOf(REFUSALS), PlainBody.NONE);
        } else {
            finish(open, 200, world.chance(50) ? PlainBody.NONE : nothing(open));
        }
    }

    private void speak(int what) {
        if (what >= 60 && what < 90 && !name.equals("caller")) {
            refer();
        } else if (what < 10) {
            send(request(world.chance(50) ? "INFO" : "OPTIONS", ++cseq, new PlainBody("text/plain", "1")));
        } else if (what >= 90) {
            bye();
        } else if (!ownOpen && invites.isEmpty()) {
            ask(world.chance(60) ? "INVITE" : "UPDATE", world.chance(70) ? offer() : PlainBody.NONE);
        }
    }

    /** Calls in. */
    void call() {
        PlainBody offer = PlainBody.sdp(Descriptions.sdp("audio " + port, "video " + (port + 2)));
        extra = reliable ? PlainHeaders.NONE.with("Require", "100rel") : PlainHeaders.NONE;
        own = request("INVITE", 1, world.chance(15) ? PlainBody.NONE : offer);
        extra = PlainHeaders.NONE;
        ownOpen = true;
        provisional = true;
        send(own);
    }

    /** Calls in to take the place of that peer. */
    void takesThePlaceOf(Peer other) {
        boolean early = world.chance(5);
        extra = PlainHeaders.NONE.with(
                "Replaces",
                other.callId + ";to-tag=" + (other.theirTag.isEmpty() ? "none" : other.theirTag) + ";from-tag="
                        + other.tag + (early ? ";early-only" : ""));
        own = request("INVITE", 1, world.chance(5) ? PlainBody.NONE : offer());
        extra = PlainHeaders.NONE;
        ownOpen = true;
        provisional = true;
        send(own);
    }

    /** Its INVITE belongs to no call. */
    void receive(PlainRequest invite, int code) {
        ownOpen = false;
        ended = true;
    }

    /** Whether it has called us. */
    private boolean calls() {
        return name.equals("caller") || name.startsWith("taker");
    }

    /** Comes to an end with everything that is open, in the friendliest way. */
    boolean settle() {
        if (invites.isEmpty()) {
            return false;
        }
        List.copyOf(invites.values())
                .forEach(open -> finish(open, ended ? 481 : 200, ended ? PlainBody.NONE : answerTo(open)));
        return true;
    }

    /** Repeats what was not acknowledged. */
    void insist() {
        List.copyOf(oks.values()).forEach(ok -> world.respond(this, ok, false));
    }

    /** Its own transactions come to nothing: nobody knows of them any more. */
    void forgotten() {
        ownOpen = ownOpen && calls() && cseq == 1;
    }

    private void bye() {
        ended = true;
        send(request("BYE", ++cseq, PlainBody.NONE));
        List.copyOf(invites.values()).forEach(open -> finish(open, 487, PlainBody.NONE));
    }

    /** Asks for a transfer of the caller. */
    void refer() {
        PlainHeaders headers = PlainHeaders.NONE.with("Refer-To", "<sip:joe@example.net>");
        PlainHeaders said = world.chance(10) ? headers.with("Refer-Sub", "false") : headers;
        PlainRequest bare = request("REFER", ++cseq, PlainBody.NONE);
        send(bare.with(said));
    }

    private void ask(String method, PlainBody body) {
        own = request(method, ++cseq, body);
        ownOpen = true;
        provisional = method.equals("INVITE");
        send(own);
    }

    private void finish(PlainRequest invite, int code, PlainBody body) {
        invites.remove(invite.branch());
        PlainResponse response = answer(invite, code, body);
        if (code < 300) {
            oks.put(key(response), response);
        }
    }

    private static String key(PlainResponse ok) {
        return ok.cseq() + " " + ok.to().tag();
    }

    private PlainResponse answer(PlainRequest request, int code, PlainBody body) {
        PlainHeaders headers = code == 500 ? extra.with("Retry-After", "2") : extra;
        headers = code / 100 == 2 ? timed(request.method(), headers) : headers;
        PlainResponse response = new PlainResponse(
                code,
                "",
                request.callId(),
                request.from(),
                // Within a dialog the tag of the request, also where another branch of a fork had answered first (RFC
                // 3261 §8.2.6.2).
                request.to().tag().isEmpty() ? request.to().withTag(code == 100 ? "" : tag) : request.to(),
                request.cseq(),
                request.method(),
                code < 300 ? contact() : "",
                List.of(),
                List.of(),
                world.chance(50) ? headers.with("Allow", "INVITE, ACK, UPDATE") : headers,
                body);
        world.answer(this, request.branch(), response);
        return response;
    }

    private static PlainResponse withTag(PlainResponse r, String other) {
        return r.withTo(r.to().withTag(other));
    }

    private PlainBody offer() {
        port += 2 * world.next(2);
        return world.chance(70)
                ? PlainBody.sdp(Descriptions.sdp("audio " + port))
                : PlainBody.sdp(Descriptions.sdp("audio " + port, "video " + (port + 2), "message 2855"));
    }

    /** An answer to that offer, or an offer where there is none. */
    private PlainBody answerTo(PlainRequest request) {
        return request.body().isEmpty() ? offer() : answerIn(request.body());
    }

    private PlainBody answerIn(PlainBody offer) {
        Sdp sdp = Sdp.parse(offer.text()).orElseThrow();
        String[] streams = sdp.media().stream()
                .map(m -> m.type() + " " + (m.active() && !m.type().equals("video") ? port : 0))
                .toArray(String[]::new);
        return PlainBody.sdp(Descriptions.sdp(streams));
    }

    private PlainBody nothing(PlainRequest request) {
        if (request.body().isEmpty()) {
            return PlainBody.sdp(Descriptions.sdp("audio 0"));
        }
        Sdp sdp = Sdp.parse(request.body().text()).orElseThrow();
        return PlainBody.sdp(
                Descriptions.sdp(sdp.media().stream().map(m -> m.type() + " 0").toArray(String[]::new)));
    }

    private String contact() {
        return "sip:" + name + "@192.0.2.7";
    }

    private void send(PlainRequest request) {
        world.send(this, request);
    }

    private PlainRequest request(String method, long number, PlainBody body) {
        return PlainRequest.of(
                        method,
                        theirContact,
                        callId,
                        new PlainAddress("", "sip:" + name + "@example.org", tag),
                        new PlainAddress(
                                "", "sip:support@198.51.100.1", number == 1 && method.equals("INVITE") ? "" : theirTag),
                        number,
                        world.branch())
                .withContact(contact())
                .with(timed(method, extra))
                .with(body);
    }

    /** Now and then with a session timer, refreshed by us or by itself. */
    private PlainHeaders timed(String method, PlainHeaders headers) {
        boolean may = method.equals("INVITE") || method.equals("UPDATE");
        if (!may || !world.chance(20)) {
            return headers;
        }
        String refresher = world.chance(70) ? "uas" : "uac";
        return headers.with("Supported", "timer").with("Session-Expires", "90;refresher=" + refresher);
    }
}
