package io.callcenter.demo;

import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Names, numbers and route of a dialog (RFC 3261 §12), and the messages made of them. */
final class Dialog {
    private static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, MESSAGE, UPDATE";

    private final Wire wire;
    private final String callId;
    private final NameAddress local;
    private final Hop hop;
    private NameAddress remote;
    private List<String> routes;
    private String target;
    private long localCseq;
    private long remoteCseq;

    /** The dialog of an INVITE that came in; our tag is made here. */
    static Dialog of(Wire wire, SipRequest invite, Hop hop) {
        NameAddress us = invite.to().withTag(wire.names().tag(invite.callId()));
        Dialog dialog = new Dialog(wire, invite.callId(), us, invite.from(), invite.contact(), hop);
        dialog.routes = invite.recordRoutes();
        dialog.remoteCseq = invite.cseq();
        return dialog;
    }

    /** The dialog of an INVITE of ours; the other side's tag comes with its 2xx. */
    static Dialog to(Wire wire, String uri, String display, String user, Hop hop) {
        String callId = wire.names().callId();
        String from = "sip:" + user + "@" + address(hop);
        NameAddress us = new NameAddress(display, from, wire.names().tag(callId));
        return new Dialog(wire, callId, us, new NameAddress("", uri, ""), uri, hop);
    }

    private Dialog(Wire wire, String callId, NameAddress local, NameAddress remote, String target, Hop hop) {
        this.wire = wire;
        this.callId = callId;
        this.local = local;
        this.remote = remote;
        this.target = target;
        this.hop = hop;
        this.routes = List.of();
    }

    private static String address(Hop hop) {
        String host = hop.localHost().contains(":") ? "[" + hop.localHost() + "]" : hop.localHost();
        return host + ":" + hop.localPort();
    }

    /** The user part of a SIP URI; empty = none. */
    static String userOf(String uri) {
        int start = uri.indexOf(':') + 1;
        int end = uri.indexOf('@');
        return end < start ? "" : uri.substring(start, end).split("[;:]", 2)[0];
    }

    /** By which the peer finds the dialog again. */
    String key() {
        return key(callId, local.tag());
    }

    /** The key of the dialog with that Call-ID and tag of ours. */
    static String key(String callId, String ourTag) {
        return callId + " " + ourTag;
    }

    /** Where its messages travel. */
    Hop hop() {
        return hop;
    }

    /** Takes tag, route and target from a 2xx to our INVITE (RFC 3261 §12.1.2). */
    void learn(SipResponse accepted) {
        remote = accepted.to();
        List<String> reversed = new ArrayList<>(accepted.recordRoutes());
        Collections.reverse(reversed);
        routes = reversed;
        refresh(accepted.contact());
    }

    /** Takes a new remote target (RFC 3261 §12.2). */
    void refresh(String contact) {
        target = contact.isEmpty() ? target : contact;
    }

    /** Whether a request's number is higher than all before; then it is the highest (RFC 3261 §12.2.2). */
    boolean inOrder(long cseq) {
        boolean higher = cseq > remoteCseq;
        remoteCseq = Math.max(cseq, remoteCseq);
        return higher;
    }

    /** A request with the next number. */
    SipRequest request(String method, Body body) {
        return numbered(method, ++localCseq, body);
    }

    /** The ACK of the 2xx to the INVITE with that number. */
    SipRequest ack(long cseq) {
        return numbered("ACK", cseq, Body.NONE);
    }

    private SipRequest numbered(String method, long cseq, Body body) {
        Headers headers = Headers.NONE.with("User-Agent", wire.product());
        return new SipRequest(
                method,
                target,
                callId,
                local,
                remote,
                cseq,
                wire.names().branch(),
                contact(),
                routes,
                List.of(),
                70,
                method.equals("INVITE") ? headers.with("Allow", ALLOW) : headers,
                body);
    }

    /** A response within this dialog, or to the INVITE that makes it. */
    SipResponse response(int code, Body body) {
        Headers headers = Headers.NONE.with("Server", wire.product()).with("Allow", ALLOW);
        SipResponse bare = SipResponse.of(code, "", local.tag());
        // A Contact belongs into what makes or refreshes a dialog (RFC 3261 §12.1.1); the copy of Record-Route is the
        // stack's or absent here.
        String contact = code < 300 ? contact() : "";
        return new SipResponse(
                code,
                bare.reason(),
                callId,
                bare.from(),
                bare.to(),
                0,
                "",
                contact,
                List.of(),
                code < 300 ? routes : List.of(),
                headers,
                body);
    }

    private String contact() {
        return "sip:" + userOf(local.uri()) + "@" + address(hop) + ";transport=" + hop.transport();
    }
}
