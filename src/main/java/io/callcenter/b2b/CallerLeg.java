package io.callcenter.b2b;

import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.Head;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The caller's leg C: its INVITE stays unanswered until a target is accepted for it (docs/design/legs.md 3.2). */
final class CallerLeg extends Leg {
    private static final int MOST_HOPS = 70;

    private final Head invite;
    private final int hops;
    private final List<String> privacy;
    private final SessionTimer.Wish wish;
    private final InviteServer first;
    private final Optional<Sdp> offer;
    private final CallerFaces faces;
    private final Identity identity;
    private final List<Runnable> whenConfirmed = new ArrayList<>();
    private Optional<Draft> prepared = Optional.empty();
    private boolean answered;
    private boolean confirmed;

    CallerLeg(Room room, String transaction, Request invite, Hop hop) {
        super(room, dialog(room, invite, hop), new SdpSide(room.origin(hop)), Gate.State.IN);
        this.invite = invite.head().alone();
        this.hops = invite.has(HeaderName.MAX_FORWARDS) ? Math.max(0, invite.maxForwards() - 1) : MOST_HOPS;
        this.privacy = invite.values(HeaderName.PRIVACY).stream()
                .map(FieldValue::toString)
                .toList();
        this.wish = SessionTimer.Wish.of(invite);
        this.first = new InviteServer(this, transaction, invite);
        this.offer = Bodies.sdp(invite.body());
        this.identity = Identity.of(
                invite.from(),
                Identity.asserted(invite, room.settings().trust(), hop.remoteHost()),
                privacy,
                room.settings().trust().hides());
        serve(first);
        room.turn().order(new SipOrder.Bind(dialog().callId(), remoteName()));
        this.faces = new CallerFaces(room, dialog().callId(), hop);
        faces.add(dialog().local().tag().text(), sdp());
    }

    /** The caller of a former process. */
    CallerLeg(Room room, SavedLegs.Caller saved) {
        super(room, Restoring.dialog(saved.dialog()), SdpSide.of(saved.descriptions()), gate(saved));
        this.invite = saved.invite();
        this.hops = saved.hops();
        this.privacy = saved.privacy();
        this.wish = SessionTimer.Wish.NONE;
        this.identity = Identity.of(
                saved.dialog().remote(),
                saved.asserted(),
                privacy,
                room.settings().trust().hides());
        this.first = new InviteServer(this, invite);
        this.offer = Optional.empty();
        this.prepared = saved.ok().map(ok -> ok.tagged(dialog().local().tag()));
        this.confirmed = saved.confirmed();
        this.answered = confirmed;
        serve(first);
        if (confirmed) {
            first.close();
        }
        room.turn().order(new SipOrder.Bind(dialog().callId(), remoteName()));
        this.faces = new CallerFaces(room, dialog().callId(), dialog().hop());
        saved.tags().forEach(tag -> faces.add(tag, sdp()));
    }

    /** By which his INVITE is known, which has no tag of ours. */
    private String remoteName() {
        return "remote:" + dialog().remote().tag();
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
                hops,
                privacy,
                identity.asserted() ? Optional.of(identity.party()) : Optional.empty(),
                dialog().state(),
                sdp().saved(),
                faces.tags(),
                prepared,
                confirmed,
                savedInvites(),
                left(),
                isFinished());
    }

    private static Dialog dialog(Room room, Request invite, Hop hop) {
        Tag tag = new Tag(room.names().tag(invite.callId().text()));
        Dialog dialog = new Dialog(new SavedLegs.Dialog(
                invite.callId().text(),
                Contacts.uri("caller", invite.uri(), hop),
                Dialog.party(invite.to()).withTag(tag),
                Dialog.party(invite.from()),
                0,
                invite.cseq().number(),
                invite.items(HeaderName.RECORD_ROUTE),
                invite.contact().orElse(invite.from()).uri().withoutHeaders(),
                hop,
                false,
                Optional.empty()));
        dialog.allowed(invite);
        return dialog;
    }

    /** How many hops a first INVITE of ours may take. */
    int hops() {
        return hops;
    }

    /** What he wants kept from others: the values of his Privacy fields. */
    List<String> privacy() {
        return privacy;
    }

    /** Who calls. */
    Identity identity() {
        return identity;
    }

    InviteServer first() {
        return first;
    }

    /** What the caller offered at first; each target gets it until one is accepted (docs/design/legs.md 2, S9). */
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
        return answered
                ? dialog().local().tag().text().equals(tag)
                : faces.tags().contains(tag);
    }

    /** Does that when the caller's ACK is in: at once, if it is. */
    void whenConfirmed(Runnable what) {
        if (confirmed) {
            what.run();
        } else {
            whenConfirmed.add(what);
        }
    }

    /** Shows progress; SDP of a different answerer, or changed SDP, goes out under a new To tag (docs/design/legs.md 3.2). */
    void progress(int code, String answerer, Optional<Sdp> body) {
        CallerFaces.Face face = body.map(sdp -> faces.forAnswer(answerer, sdp)).orElseGet(faces::latest);
        Body text = body.map(sdp -> Body.sdp(face.show(answerer, offer.orElseThrow(), sdp)))
                .orElse(Body.NONE);
        first.provisional(response(code, face).with(text));
    }

    /** Repeats the last provisional answer, so that proxies on the way keep waiting (RFC 3261 §13.3.1.1). */
    void repeatProgress() {
        first.last().filter(last -> last.code() < 200).ifPresent(first::provisional);
    }

    /** Makes the 2xx with that answer, so that it can be saved before it is sent. */
    void prepare(String answerer, Sdp body) {
        CallerFaces.Face face = faces.forAnswer(answerer, body);
        become(dialog().under(new Tag(face.tag())), face.sdp());
        String text = face.show(answerer, offer.orElseThrow(), body);
        Draft ok = response(200, face).with(HeaderName.ALLOW, Screening.ALLOW);
        prepared = Optional.of(timer().grant(wish, ok).with(Body.sdp(text)));
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
    void refuseAnew(Draft refusal) {
        first.accept(latest(refusal), ack -> {}, () -> {});
    }

    /** Refuses the call. */
    void refuse(Draft refusal) {
        first.refuse(latest(refusal));
    }

    private Draft latest(Draft response) {
        return room().answered(response.tagged(new Tag(faces.latest().tag())));
    }

    private void confirm(Request ack) {
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
    void answered(InviteClient client, Response response) {
        dialog().refresh(response);
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
        turn.order(new SipOrder.Unbind(dialog().callId(), remoteName()));
        faces.tags().forEach(tag -> turn.order(new SipOrder.Unbind(dialog().callId(), tag)));
    }

    private Draft response(int code, CallerFaces.Face face) {
        Draft response = room().answered(Draft.response(code, new Tag(face.tag())));
        return Answers.from(response, dialog().contact());
    }
}
