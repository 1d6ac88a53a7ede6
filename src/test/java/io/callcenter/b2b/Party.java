package io.callcenter.b2b;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A peer of a call as a test plays it: caller, agent or announcement player. Does nothing by itself but answer BYE and OPTIONS. */
final class Party {
    private final Script script;
    private final String name;
    private final Hop hop;
    private final List<String> bodies = new ArrayList<>();
    private final List<SipRequest> received = new ArrayList<>();
    private final Map<String, SipRequest> open = new LinkedHashMap<>();
    private final List<SipResponse> responses = new ArrayList<>();
    private String callId = "";
    private String tag;
    private String theirTag = "";
    private String theirContact = "";
    private String contact = "";
    private String transaction = "";
    private SipRequest invite;
    private long cseq;
    private boolean answersByes = true;
    private boolean answersOptions = true;
    private Headers headers = Headers.NONE;
    private List<String> recordRoutes = List.of();

    Party(Script script, String name) {
        this.script = script;
        this.name = name;
        this.tag = name + "-tag";
        this.hop = new Hop("udp", "192.0.2." + (name.hashCode() & 0x7f), 5060, "198.51.100.1", 5060, false);
    }

    String name() {
        return name;
    }

    Hop hop() {
        return hop;
    }

    String callId() {
        return callId;
    }

    String tag() {
        return tag;
    }

    /** From now on it says nothing to BYE. */
    Party ignoresByes() {
        answersByes = false;
        return this;
    }

    /** From now on it says nothing to OPTIONS. */
    Party ignoresOptions() {
        answersOptions = false;
        return this;
    }

    /** Puts that header into everything it sends from now on. */
    Party sends(String header, String value) {
        headers = headers.with(header, value);
        return this;
    }

    Party sendsNothingMore(String header) {
        headers = new Headers(
                headers.fields().stream().filter(f -> !f.name().equals(header)).toList());
        return this;
    }

    Party behind(String... proxies) {
        recordRoutes = List.of(proxies);
        return this;
    }

    /** Answers with another tag from now on, as another branch of a fork. */
    Party as(String otherTag) {
        tag = otherTag;
        return this;
    }

    // What it says.

    /** Calls in. */
    void invites(String sdp) {
        callId = name + "-call";
        cseq = 1;
        invite = request("INVITE", "", Body.sdp(sdp));
        sendInvite(invite);
    }

    void sendInvite(SipRequest request) {
        invite = request;
        callId = request.callId();
        cseq = request.cseq();
        transaction = "tx-" + request.branch();
        script.take(new SipEvent.RequestIn(transaction, request, hop));
    }

    SipRequest invite() {
        return invite;
    }

    String transaction() {
        return transaction;
    }

    /** Sends a request in its dialog; returns the name of its transaction. */
    String requests(String method, Body body) {
        cseq++;
        SipRequest request = request(method, theirTag, body);
        String tx = "tx-" + request.branch();
        if (method.equals("INVITE")) {
            invite = request;
            transaction = tx;
        }
        script.take(new SipEvent.RequestIn(tx, request, hop));
        return tx;
    }

    void reinvites(String sdp) {
        requests("INVITE", Body.sdp(sdp));
    }

    void reinvites() {
        requests("INVITE", Body.NONE);
    }

    void updates(String sdp) {
        requests("UPDATE", Body.sdp(sdp));
    }

    void byes() {
        requests("BYE", Body.NONE);
    }

    void infos(String text) {
        requests("INFO", new Body("application/dtmf-relay", text));
    }

    void cancels() {
        SipRequest cancel = copy(invite, "CANCEL", headers);
        script.take(new SipEvent.CancelIn("tx-cancel-" + invite.branch(), cancel, transaction));
    }

    void acks() {
        acks(Body.NONE);
    }

    void acks(Body body) {
        SipRequest base = copy(invite, "ACK", headers);
        SipRequest ack = new SipRequest(
                "ACK",
                theirContact,
                callId,
                base.from(),
                base.to().withTag(theirTag),
                invite.cseq(),
                script.branch(),
                contact(),
                List.of(),
                List.of(),
                70,
                headers,
                body);
        script.take(new SipEvent.RequestIn("", ack, hop));
    }

    /** Answers the INVITE that is open, provisionally or finally. */
    void answers(int code) {
        respond(openInvite(), code, Body.NONE, true);
    }

    void answers(int code, String sdp) {
        respond(openInvite(), code, Body.sdp(sdp), true);
    }

    /** The same answer to the last INVITE once more, without a transaction. */
    void repeats(int code, String sdp) {
        respond(last("INVITE"), code, sdp.isEmpty() ? Body.NONE : Body.sdp(sdp), false);
    }

    /** Answers the last request of that method. */
    void answersTo(String method, int code, Body body) {
        respond(last(method), code, body, true);
    }

    void answersTo(String method, int code) {
        answersTo(method, code, Body.NONE);
    }

    /** Nobody answers our last request of that method: the transaction layer gives it up. */
    void staysSilentTo(String method, int code) {
        SipRequest request = last(method);
        open.remove(request.branch());
        script.take(new SipEvent.Unanswered(request.branch(), code));
    }

    /** Our last request of that method never left us. */
    void neverGets(String method, SipEvent.Why why) {
        SipRequest request = last(method);
        open.remove(request.branch());
        script.take(new SipEvent.Unsent(request.branch(), why));
    }

    private void respond(SipRequest request, int code, Body body, boolean matched) {
        if (code >= 200) {
            open.remove(request.branch());
        }
        SipResponse response = new SipResponse(
                code,
                "",
                request.callId(),
                request.from(),
                request.to().withTag(code == 100 ? "" : tag),
                request.cseq(),
                request.method(),
                code < 300 ? contact() : "",
                code >= 300 && code < 400 ? List.of("sip:elsewhere@example.org") : List.of(),
                recordRoutes,
                headers,
                body);
        script.take(new SipEvent.ResponseIn(request.branch(), matched, response, hop));
    }

    // What it has got.

    void got(SipRequest request) {
        received.add(request);
        if (callId.isEmpty()) {
            callId = request.callId();
        }
        if (request.callId().equals(callId)) {
            theirTag = request.from().tag();
            if (!request.contact().isEmpty()) {
                theirContact = request.contact();
            }
        }
        if (!request.body().isEmpty()) {
            bodies.add(request.body().text());
        }
        if (request.method().equals("INVITE")) {
            open.put(request.branch(), request);
        }
        boolean answered = request.method().equals("BYE") && answersByes
                || request.method().equals("OPTIONS") && answersOptions;
        if (answered) {
            script.later(() -> respond(request, 200, Body.NONE, true));
        }
    }

    void got(SipResponse response) {
        responses.add(response);
        if (response.code() > 100
                && response.code() < 300
                && !response.to().tag().isEmpty()) {
            theirTag = response.to().tag();
        }
        if (!response.contact().isEmpty()) {
            theirContact = response.contact();
        }
        if (!response.body().isEmpty()) {
            bodies.add(response.body().text());
        }
    }

    SipRequest last(String method) {
        List<SipRequest> all =
                received.stream().filter(r -> r.method().equals(method)).toList();
        assertThat(all).as(method + " at " + name).isNotEmpty();
        return all.get(all.size() - 1);
    }

    boolean wasAsked(String method) {
        return received.stream().anyMatch(r -> r.method().equals(method));
    }

    SipRequest openInvite() {
        assertThat(open).as("open INVITE at " + name).isNotEmpty();
        return new ArrayList<>(open.values()).get(open.size() - 1);
    }

    SipResponse lastResponse() {
        return responses.get(responses.size() - 1);
    }

    List<SipResponse> responses() {
        return responses;
    }

    /** Short form of the last body it got. */
    String hears() {
        return Descriptions.brief(bodies.get(bodies.size() - 1));
    }

    List<String> bodies() {
        return bodies;
    }

    Optional<SipRequest> openOrNone() {
        return open.values().stream().findFirst();
    }

    String theirTag() {
        return theirTag;
    }

    String contact() {
        return contact.isEmpty() ? "sip:" + name + "@192.0.2.9:5070" : contact;
    }

    /** Says from now on that this is its Contact. */
    Party at(String uri) {
        contact = uri;
        return this;
    }

    SipRequest request(String method, String toTag, Body body) {
        return new SipRequest(
                method,
                theirContact.isEmpty() ? "sip:support@198.51.100.1" : theirContact,
                callId,
                new NameAddress(name, "sip:" + name + "@example.org", tag),
                new NameAddress("", "sip:support@198.51.100.1", toTag),
                cseq,
                script.branch(),
                method.equals("INVITE") || method.equals("UPDATE") ? contact() : "",
                List.of(),
                recordRoutes,
                70,
                headers,
                body);
    }

    private static SipRequest copy(SipRequest request, String method, Headers headers) {
        return new SipRequest(
                method,
                request.uri(),
                request.callId(),
                request.from(),
                request.to(),
                request.cseq(),
                request.branch(),
                request.contact(),
                request.routes(),
                request.recordRoutes(),
                request.maxForwards(),
                headers,
                Body.NONE);
    }
}
