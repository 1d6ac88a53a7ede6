package io.callcenter.b2b.leg;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SendableText;
import io.callcenter.message.Addressing;
import io.callcenter.message.CSeq;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Message;
import io.callcenter.message.Methods;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Response;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Identity and addresses of one dialog of ours (RFC 3261 §12), plain values; makes the requests that we send in it. */
final class Dialog {
    private final SipCallId callId;
    private final SipUri contact;
    private final NameAddress local;
    private NameAddress remote;
    private long cseq;
    private long remoteCseq;
    private List<String> routes;
    private SipUri target;
    private Hop hop;
    private boolean updates;
    private Optional<SavedLegs.Session> session;

    Dialog(SavedLegs.Dialog state) {
        callId = new SipCallId(state.callId());
        contact = state.contact();
        local = state.local();
        remote = state.remote();
        cseq = state.cseq();
        remoteCseq = state.remoteCseq();
        routes = state.routes();
        target = state.target();
        hop = state.hop();
        updates = state.updates();
        session = state.session();
    }

    /** Its plain values. */
    SavedLegs.Dialog state() {
        return under(local);
    }

    private SavedLegs.Dialog under(NameAddress us) {
        return new SavedLegs.Dialog(
                callId.text(), contact, us, remote, cseq, remoteCseq, routes, target, hop, updates, session);
    }

    /** A party of a message as it is named in others: its name, URI and tag alone. */
    static NameAddress party(NameAddress of) {
        return NameAddress.of(of.display(), of.uri(), of.tag());
    }

    String callId() {
        return callId.text();
    }

    SipUri contact() {
        return contact;
    }

    NameAddress local() {
        return local;
    }

    NameAddress remote() {
        return remote;
    }

    Hop hop() {
        return hop;
    }

    /** Whether the peer takes UPDATE (RFC 3311 §4). */
    boolean updates() {
        return updates;
    }

    /** The peer said that it takes UPDATE, and does not. */
    void updatesNot() {
        updates = false;
    }

    /** The session timer that was agreed on. */
    Optional<SavedLegs.Session> session() {
        return session;
    }

    void agreed(Optional<SavedLegs.Session> timer) {
        session = timer;
    }

    /** Becomes, or becomes anew, what a provisional or final answer to our first INVITE says (RFC 3261 §12.1.2). */
    void established(Response response) {
        remote = remote.withTag(response.to().tag());
        routes = reversed(response.items(HeaderName.RECORD_ROUTE));
        refresh(response);
    }

    /** The route set of whoever sent the request (RFC 3261 §12.1.2), without what no request could carry. */
    static List<String> reversed(List<String> recordRoutes) {
        List<String> reversed = new ArrayList<>(recordRoutes);
        reversed.removeIf(SendableText::holdsControl);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }

    /** The same dialog under another tag of ours. */
    Dialog under(Tag tag) {
        return new Dialog(under(local.withTag(tag)));
    }

    /** Another dialog of the same INVITE, made by a fork downstream. */
    Dialog fork(Response response) {
        Dialog fork = new Dialog(state());
        fork.established(response);
        return fork;
    }

    /** The peer's Contact, if it says one, is its target from now on (RFC 3261 §12.2.1.2, RFC 3311 §5); its Allow counts too. */
    void refresh(Message said) {
        said.contact()
                .map(theirs -> theirs.uri().withoutHeaders())
                .filter(uri -> !SendableText.holdsControl(uri.toString()))
                .ifPresent(uri -> target = uri);
        allowed(said);
    }

    /** What the peer says that it takes. */
    void allowed(Message said) {
        if (said.has(HeaderName.ALLOW)) {
            updates = said.lists(HeaderName.ALLOW, Methods.UPDATE.text());
        }
    }

    /** The last address that the peer was heard from. */
    void heardFrom(Hop source) {
        hop = source;
    }

    /** Whether a request of the peer is newer than all before it (RFC 3261 §12.2.2); remembers it then. */
    boolean newer(CSeq theirs) {
        boolean newer = theirs.number() > remoteCseq;
        remoteCseq = Math.max(remoteCseq, theirs.number());
        return newer;
    }

    /** Numbers up to that one were used already. */
    void continueAfter(long number) {
        cseq = Math.max(cseq, number);
    }

    /** A new request of ours. */
    Draft request(Token method) {
        cseq++;
        Draft draft = build(method, cseq);
        boolean targets = method.equals(Methods.INVITE) || method.equals(Methods.UPDATE);
        return targets ? OwnFields.from(draft, contact) : draft;
    }

    /** That request of ours as a new one. */
    Draft again(Draft request) {
        cseq++;
        return request.numbered(cseq);
    }

    /** That request of ours with that header field, as a new one. */
    Draft again(Draft request, Field field) {
        return again(request).replacing(field);
    }

    /** The ACK for the 2xx to our INVITE of that number (RFC 3261 §13.2.2.4). */
    Draft ack(long number) {
        return OwnFields.from(build(Methods.ACK, number), contact);
    }

    private Draft build(Token method, long number) {
        Draft draft = Draft.request(target, new Addressing(local, remote, callId, new CSeq(number, method)));
        for (String route : routes) {
            draft = draft.with(HeaderName.ROUTE, route);
        }
        return draft;
    }
}
