package io.callcenter.b2b;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Identity and addresses of one dialog of ours (RFC 3261 §12), all plain text; makes the requests that we send in it. */
final class Dialog {
    private static final int MAX_FORWARDS = 70;

    private final String callId;
    private final String contact;
    private final NameAddress local;
    private NameAddress remote;
    private long cseq;
    private long remoteCseq;
    private List<String> routes;
    private String target;
    private Hop hop;
    private boolean updates;
    private Optional<SavedLegs.Session> session;

    Dialog(SavedLegs.Dialog state) {
        callId = state.callId();
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
        return new SavedLegs.Dialog(
                callId, contact, local, remote, cseq, remoteCseq, routes, target, hop, updates, session);
    }

    String callId() {
        return callId;
    }

    String contact() {
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
    void established(SipResponse response) {
        remote = new NameAddress(remote.display(), remote.uri(), response.to().tag());
        routes = reversed(response.recordRoutes());
        refresh(response.contact(), response.headers());
    }

    /** The route set of whoever sent the request (RFC 3261 §12.1.2), without what no request could carry. */
    static List<String> reversed(List<String> recordRoutes) {
        List<String> reversed = new ArrayList<>(recordRoutes);
        reversed.removeIf(SendableText::holdsControl);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }

    /** The same dialog under another tag of ours. */
    Dialog under(String tag) {
        return new Dialog(new SavedLegs.Dialog(
                callId, contact, local.withTag(tag), remote, cseq, remoteCseq, routes, target, hop, updates, session));
    }

    /** Another dialog of the same INVITE, made by a fork downstream. */
    Dialog fork(SipResponse response) {
        Dialog fork = new Dialog(state());
        fork.established(response);
        return fork;
    }

    /** The peer's Contact, if a request could go there, is its target from now on (RFC 3261 §12.2.1.2, RFC 3311 §5); its Allow counts too. */
    void refresh(String contactOfPeer, Headers headers) {
        if (SendableText.isUri(contactOfPeer)) {
            target = contactOfPeer;
        }
        if (headers.first("Allow").isPresent()) {
            updates = headers.lists("Allow", "UPDATE");
        }
    }

    /** The last address that the peer was heard from. */
    void heardFrom(Hop source) {
        hop = source;
    }

    /** Whether a request of the peer is newer than all before it (RFC 3261 §12.2.2); remembers it then. */
    boolean newer(long number) {
        boolean newer = number > remoteCseq;
        remoteCseq = Math.max(remoteCseq, number);
        return newer;
    }

    /** Numbers up to that one were used already. */
    void continueAfter(long number) {
        cseq = Math.max(cseq, number);
    }

    /** A new request of ours. */
    SipRequest request(String method, String branch, Headers headers, Body body) {
        cseq++;
        boolean targets = method.equals("INVITE") || method.equals("UPDATE");
        return build(method, cseq, branch, targets ? contact : "", headers, body);
    }

    /** That request of ours with that header field, as a new one. */
    SipRequest again(SipRequest request, String branch, Headers.Field field) {
        cseq++;
        return new SipRequest(
                request.method(),
                request.uri(),
                callId,
                request.from(),
                request.to(),
                cseq,
                branch,
                request.contact(),
                request.routes(),
                request.recordRoutes(),
                request.maxForwards(),
                request.headers().replaced(field),
                request.body());
    }

    /** The ACK for the 2xx to our INVITE of that number (RFC 3261 §13.2.2.4). */
    SipRequest ack(long number, String branch, Headers headers, Body body) {
        return build("ACK", number, branch, contact, headers, body);
    }

    private SipRequest build(String method, long number, String branch, String from, Headers headers, Body body) {
        return new SipRequest(
                method,
                target,
                callId,
                local,
                remote,
                number,
                branch,
                from,
                routes,
                List.of(),
                MAX_FORWARDS,
                headers,
                body);
    }
}
