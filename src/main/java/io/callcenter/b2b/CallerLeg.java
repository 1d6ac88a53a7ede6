package io.callcenter.b2b;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The caller's leg C: its INVITE stays unanswered until a target is accepted for it (legs 3.2). */
final class CallerLeg extends Leg {
    /** What the caller sees under one To tag: a dialog of its own, at least an early one. */
    private static final class Face {
        private final String tag;
        private final SdpSide sdp;
        private String answerer = "";
        private Optional<Sdp> shown = Optional.empty();

        Face(String tag, SdpSide sdp) {
            this.tag = tag;
            this.sdp = sdp;
        }

        boolean shows(String who, Sdp body) {
            return answerer.equals(who) && shown.equals(Optional.of(body));
        }

        SdpSide show(String who, Sdp body) {
            answerer = who;
            shown = Optional.of(body);
            return sdp;
        }
    }

    private final SipRequest invite;
    private final InviteServer first;
    private final Optional<Sdp> offer;
    private final List<Face> faces = new ArrayList<>();
    private final List<Runnable> whenConfirmed = new ArrayList<>();
    private boolean answered;
    private boolean confirmed;

    CallerLeg(Room room, String transaction, SipRequest invite, Hop hop) {
        super(room, dialog(room, invite, hop), new SdpSide(room.origin(hop)), Gate.State.IN);
        this.invite = invite;
        this.first = new InviteServer(this, transaction, invite, false);
        this.offer = Bodies.sdp(invite.body());
        serve(first);
        room.turn()
                .order(new SipOrder.Bind(
                        invite.callId(), "remote:" + invite.from().tag()));
        addFace(dialog().local().tag(), sdp());
    }

    private static Dialog dialog(Room room, SipRequest invite, Hop hop) {
        String tag = room.names().tag(invite.callId());
        Dialog dialog = new Dialog(new Dialog.State(
                invite.callId(),
                Contacts.uri("caller", invite.uri(), hop),
                invite.to().withTag(tag),
                invite.from(),
                0,
                invite.cseq(),
                invite.recordRoutes(),
                invite.contact().isEmpty() ? invite.from().uri() : invite.contact(),
                hop,
                false));
        dialog.refresh("", invite.headers());
        return dialog;
    }

    SipRequest invite() {
        return invite;
    }

    InviteServer first() {
        return first;
    }

    /** What the caller offered at first; each target gets it until one is accepted (legs 2, S9). */
    Optional<Sdp> offer() {
        return offer;
    }

    /** Our 2xx has been handed over. */
    boolean answered() {
        return answered;
    }

    /** The ACK for it has come. */
    boolean confirmed() {
        return confirmed;
    }

    /** Whether one of our tags toward the caller. */
    boolean hasTag(String tag) {
        return answered ? dialog().local().tag().equals(tag) : faces.stream().anyMatch(f -> f.tag.equals(tag));
    }

    /** Does that when the caller's ACK is in: at once, if it is. */
    void whenConfirmed(Runnable what) {
        if (confirmed) {
            what.run();
        } else {
            whenConfirmed.add(what);
        }
    }

    /** Shows progress; SDP of a different answerer, or changed SDP, goes out under a new To tag (legs 3.2). */
    void progress(int code, String answerer, Optional<Sdp> body) {
        Face face = body.map(sdp -> face(answerer, sdp)).orElseGet(() -> faces.get(faces.size() - 1));
        Body text = body.map(sdp -> Body.sdp(face.show(answerer, sdp).answer(offer.orElseThrow(), sdp)))
                .orElse(Body.NONE);
        first.provisional(response(code, face.tag, text));
    }

    /** Repeats the last provisional answer, so that proxies on the way keep waiting (RFC 3261 §13.3.1.1). */
    void repeatProgress() {
        first.last().filter(last -> last.code() < 200).ifPresent(first::provisional);
    }

    /** Accepts the call with that answer. */
    void accept(String answerer, Sdp body, Runnable whenSilent) {
        Face face = face(answerer, body);
        Dialog.State now = dialog().state();
        become(
                new Dialog(new Dialog.State(
                        now.callId(),
                        now.contact(),
                        now.local().withTag(face.tag),
                        now.remote(),
                        now.cseq(),
                        now.remoteCseq(),
                        now.routes(),
                        now.target(),
                        now.hop(),
                        now.updates())),
                face.sdp);
        answered = true;
        String text = face.show(answerer, body).answer(offer.orElseThrow(), body);
        first.accept(response(200, face.tag, Body.sdp(text)), this::confirm, () -> giveUp(whenSilent));
    }

    /** Refuses the call. */
    void refuse(int code, String reason, Headers headers) {
        String tag = faces.get(faces.size() - 1).tag;
        first.refuse(Answers.because(Answers.of(room(), code, tag, headers, Body.NONE), reason));
    }

    private void confirm(SipRequest ack) {
        confirmed = true;
        if (left()) {
            bye("");
            return;
        }
        probe().start();
        room().saves().soon();
        whenConfirmed.forEach(Runnable::run);
        whenConfirmed.clear();
    }

    @Override
    void answered(InviteClient client, SipResponse response) {
        dialog().refresh(response.contact(), response.headers());
    }

    @Override
    void answeredTooLate() {
        room().heard(Optional.empty());
    }

    /** The ACK never came: the dialog may be ended with BYE now (RFC 3261 §13.3.1.4). */
    private void giveUp(Runnable whenSilent) {
        confirmed = true;
        if (left()) {
            bye("");
        } else {
            whenSilent.run();
        }
    }

    @Override
    void farewell(String reason, boolean byPeer) {
        if (!answered) {
            finished();
        } else if (confirmed || byPeer) {
            settleDebts();
            server().ifPresent(InviteServer::stop);
            bye(reason);
        }
    }

    @Override
    void unbind() {
        Turn turn = room().turn();
        turn.order(
                new SipOrder.Unbind(invite.callId(), "remote:" + invite.from().tag()));
        faces.forEach(face -> turn.order(new SipOrder.Unbind(invite.callId(), face.tag)));
    }

    private SipResponse response(int code, String tag, Body body) {
        Headers headers = code < 200 ? Headers.NONE : Headers.NONE.with("Allow", Screening.ALLOW);
        return Answers.from(Answers.of(room(), code, tag, headers, body), dialog().contact(), invite.recordRoutes());
    }

    private Face face(String answerer, Sdp body) {
        Optional<Face> same =
                faces.stream().filter(f -> f.shows(answerer, body)).findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        Face latest = faces.get(faces.size() - 1);
        if (latest.shown.isEmpty()) {
            return latest;
        }
        return addFace(room().names().tag(invite.callId()), new SdpSide(room().origin(dialog().hop())));
    }

    private Face addFace(String tag, SdpSide sdp) {
        Face face = new Face(tag, sdp);
        faces.add(face);
        room().turn().order(new SipOrder.Bind(invite.callId(), tag));
        return face;
    }
}
