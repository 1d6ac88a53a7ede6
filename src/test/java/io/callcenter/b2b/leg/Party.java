package io.callcenter.b2b.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipEvent;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A peer of a call as a test plays it: caller, agent or announcement player. Does nothing by itself but answer BYE and OPTIONS. */
public final class Party {
    private Script script;
    private final String name;
    private final Hop hop;
    private final List<String> bodies = new ArrayList<>();
    private final List<PlainRequest> received = new ArrayList<>();
    private final Map<String, PlainRequest> open = new LinkedHashMap<>();
    private final List<PlainResponse> responses = new ArrayList<>();
    private String callId = "";
    private String tag;
    private String theirTag = "";
    private String theirContact = "";
    private String contact = "";
    private String transaction = "";
    private PlainRequest invite;
    private long cseq;
    private boolean answersByes = true;
    private boolean answersOptions = true;
    private PlainHeaders headers = PlainHeaders.NONE;
    private List<String> recordRoutes = List.of();

    Party(Script script, String name) {
        this.script = script;
        this.name = name;
        this.tag = name + "-tag";
        this.hop = new Hop("udp", "192.0.2." + (name.hashCode() & 0x7f), 5060, "198.51.100.1", 5060, false);
    }

    /** It is a party of that call from now on. */
    void goesTo(Script other) {
        script = other;
    }

    String name() {
        return name;
    }

    public Hop hop() {
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
    public Party sends(String header, String value) {
        headers = headers.with(header, value);
        return this;
    }

    Party sendsNothingMore(String header) {
        headers = new PlainHeaders(
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
    public void invites(String sdp) {
        callId = name + "-call";
        cseq = 1;
        invite = request("INVITE", "", PlainBody.sdp(sdp));
        sendInvite(invite);
    }

    /** Calls in to take that party's place; the name of the dialog ends with that. */
    void takesThePlaceOf(Party other, String more, String sdp) {
        PlainHeaders before = headers;
        sends("Replaces", other.callId() + ";to-tag=" + other.theirTag() + ";from-tag=" + other.tag() + more);
        theirContact = "";
        theirTag = "";
        callId = "";
        cseq = 1;
        invite = request("INVITE", "", sdp.isEmpty() ? PlainBody.NONE : PlainBody.sdp(sdp));
        headers = before;
        sendInvite(invite);
    }

    /** Calls in without an offer. */
    void invitesWithoutOffer() {
        callId = name + "-call";
        cseq = 1;
        invite = request("INVITE", "", PlainBody.NONE);
        sendInvite(invite);
    }

    /** Acknowledges the last provisional answer, or one with another number so far from it. */
    void pracks(long off) {
        pracks(off, PlainBody.NONE);
    }

    void pracks(long off, PlainBody body) {
        PlainResponse last = responses.stream()
                .filter(r -> r.headers().first("RSeq").isPresent())
                .reduce((first, second) -> second)
                .orElseThrow();
        long number = Long.parseLong(last.headers().first("RSeq").orElseThrow()) + off;
        PlainHeaders before = headers;
        sends("RAck", number + " " + invite.cseq() + " INVITE");
        requests("PRACK", body);
        headers = before;
    }

    void sendInvite(PlainRequest request) {
        invite = request;
        callId = request.callId();
        cseq = request.cseq();
        transaction = "tx-" + request.branch();
        script.take(new PlainEvent.RequestIn(transaction, request, hop));
    }

    PlainRequest invite() {
        return invite;
    }

    String transaction() {
        return transaction;
    }

    /** Sends a request in its dialog; returns the name of its transaction. */
    String requests(String method, PlainBody body) {
        cseq++;
        PlainRequest request = request(method, theirTag, body);
        String tx = "tx-" + request.branch();
        if (method.equals("INVITE")) {
            invite = request;
            transaction = tx;
        }
        script.take(new PlainEvent.RequestIn(tx, request, hop));
        return tx;
    }

    void reinvites(String sdp) {
        requests("INVITE", PlainBody.sdp(sdp));
    }

    void reinvites() {
        requests("INVITE", PlainBody.NONE);
    }

    void updates(String sdp) {
        requests("UPDATE", PlainBody.sdp(sdp));
    }

    /** Asks for a transfer; {@code headers} are name and value in turn. */
    String refers(String target, String... fields) {
        PlainHeaders before = headers;
        headers = headers.with("Refer-To", target);
        for (int i = 0; i < fields.length; i += 2) {
            headers = headers.with(fields[i], fields[i + 1]);
        }
        String tx = requests("REFER", PlainBody.NONE);
        headers = before;
        return tx;
    }

    /** The number of the last request. */
    long number() {
        return cseq;
    }

    void byes() {
        requests("BYE", PlainBody.NONE);
    }

    void infos(String text) {
        requests("INFO", new PlainBody("application/dtmf-relay", text));
    }

    void cancels() {
        PlainRequest cancel = copy(invite, "CANCEL", headers);
        script.take(new PlainEvent.CancelIn("tx-cancel-" + invite.branch(), cancel, transaction));
    }

    void acks() {
        acks(PlainBody.NONE);
    }

    void acks(PlainBody body) {
        PlainRequest base = copy(invite, "ACK", headers);
        PlainRequest ack = PlainRequest.of(
                        "ACK",
                        theirContact,
                        callId,
                        base.from(),
                        base.to().withTag(theirTag),
                        invite.cseq(),
                        script.branch())
                .withContact(contact())
                .with(headers)
                .with(body);
        script.take(new PlainEvent.RequestIn("", ack, hop));
    }

    /** Answers the INVITE that is open, provisionally or finally. */
    void answers(int code) {
        respond(openInvite(), code, PlainBody.NONE, true);
    }

    void answers(int code, String sdp) {
        respond(openInvite(), code, PlainBody.sdp(sdp), true);
    }

    /** The same answer to the last INVITE once more, without a transaction. */
    void repeats(int code, String sdp) {
        respond(last("INVITE"), code, sdp.isEmpty() ? PlainBody.NONE : PlainBody.sdp(sdp), false);
    }

    /** Answers the last request of that method. */
    void answersTo(String method, int code, PlainBody body) {
        respond(last(method), code, body, true);
    }

    void answersTo(String method, int code) {
        answersTo(method, code, PlainBody.NONE);
    }

    /** Nobody answers our last request of that method: the transaction layer gives it up. */
    void staysSilentTo(String method, int code) {
        PlainRequest request = last(method);
        open.remove(request.branch());
        script.take(new PlainEvent.Unanswered(request.branch(), code));
    }

    /** Our last request of that method never left us. */
    void neverGets(String method, SipEvent.Why why) {
        PlainRequest request = last(method);
        open.remove(request.branch());
        script.take(new PlainEvent.Unsent(request.branch(), why));
    }

    private void respond(PlainRequest request, int code, PlainBody body, boolean matched) {
        if (code >= 200) {
            open.remove(request.branch());
        }
        PlainResponse response = request.answer(code, request.to().withTag(code == 100 ? "" : tag))
                .withContact(code < 300 ? contact() : "")
                .withContacts(code >= 300 && code < 400 ? List.of("sip:elsewhere@example.org") : List.of())
                .withRecordRoutes(recordRoutes)
                .with(headers)
                .with(body);
        script.take(new PlainEvent.ResponseIn(request.branch(), matched, response, hop));
    }

    // What it has got.

    void got(PlainRequest request) {
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
        if (!request.body().isEmpty() && !request.method().equals("NOTIFY")) {
            bodies.add(request.body().text());
        }
        if (request.method().equals("INVITE")) {
            open.put(request.branch(), request);
        }
        boolean answered = request.method().equals("BYE") && answersByes
                || request.method().equals("OPTIONS") && answersOptions;
        if (answered) {
            script.later(() -> respond(request, 200, PlainBody.NONE, true));
        }
    }

    void got(PlainResponse response) {
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

    public PlainRequest last(String method) {
        List<PlainRequest> all =
                received.stream().filter(r -> r.method().equals(method)).toList();
        assertThat(all).as(method + " at " + name).isNotEmpty();
        return all.get(all.size() - 1);
    }

    boolean wasAsked(String method) {
        return received.stream().anyMatch(r -> r.method().equals(method));
    }

    PlainRequest openInvite() {
        assertThat(open).as("open INVITE at " + name).isNotEmpty();
        return new ArrayList<>(open.values()).get(open.size() - 1);
    }

    PlainResponse lastResponse() {
        return responses.get(responses.size() - 1);
    }

    List<PlainResponse> responses() {
        return responses;
    }

    /** Short form of the last body it got. */
    String hears() {
        return Descriptions.brief(bodies.get(bodies.size() - 1));
    }

    List<String> bodies() {
        return bodies;
    }

    Optional<PlainRequest> openOrNone() {
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

    PlainRequest request(String method, String toTag, PlainBody body) {
        return PlainRequest.of(
                        method,
                        theirContact.isEmpty() ? "sip:support@198.51.100.1" : theirContact,
                        callId.isEmpty() ? name + "-call" : callId,
                        new PlainAddress(name, "sip:" + name + "@example.org", tag),
                        new PlainAddress("", "sip:support@198.51.100.1", toTag),
                        cseq,
                        script.branch())
                .withContact(method.equals("INVITE") || method.equals("UPDATE") ? contact() : "")
                .withRecordRoutes(recordRoutes)
                .with(headers)
                .with(body);
    }

    private static PlainRequest copy(PlainRequest request, String method, PlainHeaders headers) {
        return PlainRequest.of(
                        method,
                        request.uri(),
                        request.callId(),
                        request.from(),
                        request.to(),
                        request.cseq(),
                        request.branch())
                .withContact(request.contact())
                .withRoutes(request.routes())
                .withRecordRoutes(request.recordRoutes())
                .withMaxForwards(request.maxForwards())
                .with(headers);
    }
}
