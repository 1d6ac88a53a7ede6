package io.callcenter.phone;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.message.Addressing;
import io.callcenter.message.Body;
import io.callcenter.message.CSeq;
import io.callcenter.message.Display;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Message;
import io.callcenter.message.Methods;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Names, numbers and route of a dialog (RFC 3261 §12), and the messages made of them. */
final class PhoneDialog {
    private static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, MESSAGE, UPDATE";

    private final Wire wire;
    private final SipCallId callId;
    private final NameAddress local;
    private final Hop hop;
    private NameAddress remote;
    private List<String> routes;
    private SipUri target;
    private long localCseq;
    private long remoteCseq;

    /** The dialog of an INVITE that came in; our tag is made here. */
    static PhoneDialog of(Wire wire, Request invite, Hop hop) {
        Tag tag = new Tag(wire.names().tag(invite.callId().text()));
        SipUri target = invite.contact().orElse(invite.from()).uri();
        PhoneDialog dialog =
                new PhoneDialog(wire, invite.callId(), invite.to().withTag(tag), invite.from(), target, hop);
        dialog.routes = invite.items(HeaderName.RECORD_ROUTE);
        dialog.remoteCseq = invite.cseq().number();
        return dialog;
    }

    /** The dialog of an INVITE of ours; the other side's tag comes with its 2xx. */
    static PhoneDialog to(Wire wire, String uri, String display, String user, Hop hop) {
        SipCallId callId = new SipCallId(wire.names().callId());
        SipUri from = SipUri.of("sip:" + user + "@" + address(hop));
        NameAddress us =
                NameAddress.of(Display.of(display), from, new Tag(wire.names().tag(callId.text())));
        SipUri target = SipUri.of(uri);
        return new PhoneDialog(wire, callId, us, NameAddress.of(Display.NONE, target, Tag.NONE), target, hop);
    }

    private PhoneDialog(Wire wire, SipCallId callId, NameAddress local, NameAddress remote, SipUri target, Hop hop) {
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

    /** By which the peer finds the dialog again. */
    String key() {
        return key(callId.text(), local.tag());
    }

    /** The key of the dialog with that Call-ID and tag of ours. */
    static String key(String callId, Tag ourTag) {
        return callId + " " + ourTag;
    }

    /** Where its messages travel. */
    Hop hop() {
        return hop;
    }

    /** Takes tag, route and target from a 2xx to our INVITE (RFC 3261 §12.1.2). */
    void learn(Response accepted) {
        remote = accepted.to();
        List<String> reversed = new ArrayList<>(accepted.items(HeaderName.RECORD_ROUTE));
        Collections.reverse(reversed);
        routes = reversed;
        refresh(accepted);
    }

    /** Takes a new remote target (RFC 3261 §12.2). */
    void refresh(Message message) {
        message.contact().ifPresent(contact -> target = contact.uri());
    }

    /** Whether a request's number is higher than all before; then it is the highest (RFC 3261 §12.2.2). */
    boolean inOrder(long cseq) {
        boolean higher = cseq > remoteCseq;
        remoteCseq = Math.max(cseq, remoteCseq);
        return higher;
    }

    /** A request with the next number. */
    OutgoingRequest request(Token method, Body body) {
        return numbered(method, ++localCseq, body);
    }

    /** The ACK of the 2xx to the INVITE with that number. */
    OutgoingRequest ack(long cseq) {
        return numbered(Methods.ACK, cseq, Body.NONE);
    }

    private OutgoingRequest numbered(Token method, long cseq, Body body) {
        Draft draft = Draft.request(target, new Addressing(local, remote, callId, new CSeq(cseq, method)))
                .with(HeaderName.CONTACT, contact())
                .with(HeaderName.USER_AGENT, wire.product());
        for (String route : routes) {
            draft = draft.with(HeaderName.ROUTE, route);
        }
        draft = method.equals(Methods.INVITE) ? draft.with(HeaderName.ALLOW, ALLOW) : draft;
        return new OutgoingRequest(wire.names().branch(), draft.with(body));
    }

    /** A response within this dialog, or to the INVITE that makes it. */
    Draft response(int code, Body body) {
        Draft response = Draft.response(code, local.tag())
                .with(HeaderName.SERVER, wire.product())
                .with(HeaderName.ALLOW, ALLOW)
                .with(body);
        // A Contact belongs into what makes or refreshes a dialog (RFC 3261 §12.1.1).
        return code < 300 ? response.with(HeaderName.CONTACT, contact()) : response;
    }

    private String contact() {
        return "<sip:" + local.uri().user() + "@" + address(hop) + ";transport=" + hop.transport() + ">";
    }
}
