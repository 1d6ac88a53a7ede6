package io.callcenter.b2b;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The caller's leg C: its INVITE stays unanswered until a target is accepted for it (legs 3.2). */
final class CallerLeg extends Leg {
    private final SipRequest invite;
    private final InviteServer first;
    private final Optional<Sdp> offer;
    private final CallerFaces faces;
    private final Identity identity;
    private final List<Runnable> whenConfirmed = new ArrayList<>();
    private Optional<SipResponse> prepared = Optional.empty();
    private boolean answered;
    private boolean confirmed;

    CallerLeg(Room room, String transaction, SipRequest invite, Hop hop) {
        super(room, dialog(room, invite, hop), new SdpSide(room.origin(hop)), Gate.State.IN);
        this.invite = invite;
        this.first = new InviteServer(this, transaction, invite, false);
        this.offer = Bodies.sdp(invite.body());
        this.identity = identity(room, invite, hop);
        serve(first);
        room.turn()
                .order(new SipOrder.Bind(
                        invite.callId(), "remote:" + invite.from().tag()));
        this.faces = new CallerFaces(room, invite.callId(), hop);
        faces.add(dialog().local().tag(), sdp());
    }

    /** The caller of a former process. */
    CallerLeg(Room room, SavedLegs.Caller saved) {
        super(room, Restoring.dialog(saved.dialog()), SdpSide.of(saved.descriptions()), gate(saved));
        this.invite = saved.invite();
        this.first = new InviteServer(this, "", invite, true);
        this.offer = Bodies.sdp(invite.body());
        this.identity = identity(room, invite, dialog().hop());
        this.prepared = saved.ok();
        this.confirmed = saved.confirmed();
        this.answered = confirmed;
        serve(first);
        if (confirmed) {
            first.close();
        }
        room.turn()
                .order(new SipOrder.Bind(
                        invite.callId(), "remote:" + invite.from().tag()));
        this.faces = new CallerFaces(room, invite.callId(), dialog().hop());
        saved.tags().forEach(tag -> faces.add(tag, sdp()));
    }

    private static Identity identity(Room room, SipRequest invite, Hop hop) {
        Trust trust = room.settings().trust();
        return Identity.of(invite, trust.identifies().test(hop.remoteHost()), trust.hides());
    }

    private static Gate.State gate(SavedLegs.Caller saved) {
        return saved.confirmed() ? Gate.State.FREE : Gate.State.IN;
    }

    @Override
    Credentials.Asked asked(int answers) {
        return new Credentials.Asked(Credentials.Role.CALLER, Optional.empty(), answers);
    }

    SavedLegs.Caller saved() {
        return new SavedLegs.Caller(
                invite,
                dialog().state(),
                sdp().saved(),
                faces.tags(),
                prepared,
                confirmed,
                savedInvites(),
                left(),
                isFinished());
    }

    private static Dialog dialog(Room room, SipRequest invite, Hop hop) {
        String tag = room.names().tag(invite.callId());
        Dialog dialog = new Dialog(new SavedLegs.Dialog(
                invite.callId(),
                Contacts.uri("caller", invite.uri(), hop),
                invite.to().withTag(tag),
                invite.from(),
                0,
                invite.cseq(),
                invite.recordRoutes(),
                invite.contact().isEmpty() ? invite.from().uri() : invite.contact(),
                hop,
                false,
                Optional.empty()));
        dialog.refresh("", invite.headers());
        return dialog;
    }

    SipRequest invite() {
        return invite;
    }

    /** Who calls. */
    Identity identity() {
        return identity;
    }

    InviteServer first() {
        return first;
    }

    /** What the caller offered at first; each target gets it until one is accepted (legs 2, S9). */
    Optional<Sdp> offer() {
        return offer;
    }

    /** A 2xx of ours is ready, or sent and not acknowledged yet. */
    boolean accepting() {
        return prepared.isPresent();
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
        return answered ? dialog().local().tag().equals(tag) : faces.tags().contains(tag);
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
        CallerFaces.Face face = body.map(sdp -> faces.forAnswer(answerer, sdp)).orElseGet(faces::latest);
        Body text = body.map(sdp -> Body.sdp(face.show(answerer, offer.orElseThrow(), sdp)))
                .orElse(Body.NONE);
        first.provisional(response(code, face.tag(), Headers.NONE, text));
    }

    /** Repeats the last provisional answer, so that proxies on the way keep waiting (RFC 3261 §13.3.1.1). */
    void repeatProgress() {
        first.last().filter(last -> last.code() < 200).ifPresent(first::provisional);
    }

    /** Makes the 2xx with that answer, so that it can be saved before it is sent. */
    void prepare(String answerer, Sdp body) {
        CallerFaces.Face face = faces.forAnswer(answerer, body);
        become(dialog().under(face.tag()), face.sdp());
        String text = face.show(answerer, offer.orElseThrow(), body);
        Headers headers = timer().grant(invite, Headers.NONE.with("Allow", Screening.ALLOW));
        prepared = Optional.of(response(200, face.tag(), headers, Body.sdp(text)));
    }

    /** The target of the prepared 2xx is no longer there. */
    void unprepare() {
        prepared = answered ? prepared : Optional.empty();
    }

    /** Accepts the call with the prepared 2xx. */
    void accept(Runnable whenSilent) {
        answered = true;
        timer().run();
        first.accept(prepared.orElseThrow(), this::confirm, () -> giveUp(whenSilent));
    }

    /** The call had ended in a former process: says BYE, unless he was never answered or is known to be gone. */
    void endAnew(boolean gone) {
        first.close();
        answered = confirmed || prepared.isPresent();
        confirmed = answered;
        if (gone || !answered) {
            leftBefore();
        } else {
            leave("");
        }
    }

    /** Refuses the call of a former process, as often as it takes. */
    void refuseAnew(int code, Headers headers) {
        SipResponse refusal = Answers.of(room(), code, faces.latest().tag(), headers, Body.NONE);
        first.accept(refusal, ack -> {}, () -> {});
    }

    /** Refuses the call. */
    void refuse(int code, String reason, Headers headers) {
        String tag = faces.latest().tag();
        first.refuse(Answers.because(Answers.of(room(), code, tag, headers, Body.NONE), reason));
    }

    private void confirm(SipRequest ack) {
        confirmed = true;
        prepared = Optional.empty();
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

    /** His Call-ID: 0 to 2 s in steps of 10 ms. */
    @Override
    Duration glarePause() {
        return Duration.ofMillis(10L * room().names().random(201));
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
        faces.tags().forEach(tag -> turn.order(new SipOrder.Unbind(invite.callId(), tag)));
    }

    private SipResponse response(int code, String tag, Headers headers, Body body) {
        return Answers.from(Answers.of(room(), code, tag, headers, body), dialog().contact(), invite.recordRoutes());
    }
}
