package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.Identity;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.ids.LegId;
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

    /** How far their INVITE is. */
    private enum State {
        OPEN,
        /** Our 2xx has been handed over. */
        ANSWERED,
        /** The ACK for it has come, or is waited for no longer. */
        CONFIRMED
    }

    private final Head invite;
    private final int hops;
    private final List<String> privacy;
    private final SessionTimer.Wish wish;
    private final InviteServer first;
    private final Optional<Sdp> offer;
    private final EarlyDialogs faces;
    private final ReliableProvisional reliable;
    private final Identity identity;
    private final List<Runnable> whenConfirmed = new ArrayList<>();
    private Optional<SdpSide.Offer> offered = Optional.empty();
    private Optional<Draft> prepared = Optional.empty();
    private State state;
    private Optional<Referral> referral = Optional.empty();
    private boolean referredBefore;

    CallerLeg(CallContext context, String transaction, Request invite, Hop hop) {
        super(context, dialog(context, "caller", invite, hop), new SdpSide(context.origin(hop)), InviteGate.State.IN);
        this.invite = invite.head().alone();
        this.hops = invite.has(HeaderName.MAX_FORWARDS) ? Math.max(0, invite.maxForwards() - 1) : MOST_HOPS;
        this.privacy = invite.values(HeaderName.PRIVACY).stream()
                .map(FieldValue::toString)
                .toList();
        this.wish = SessionTimer.Wish.of(invite);
        this.first = new InviteServer(this, transaction, invite);
        this.offer = Bodies.sdp(invite.body());
        this.reliable = ReliableProvisional.of(this, invite);
        this.identity = Identity.of(
                invite.from(),
                Identity.asserted(invite, context.settings().trust(), hop.remoteHost()),
                privacy,
                context.settings().trust().hides());
        this.state = State.OPEN;
        serve(first);
        context.out().order(new SipOrder.Bind(dialog().callId(), remoteName()));
        this.faces = new EarlyDialogs(context, dialog().callId(), hop);
        faces.add(dialog().local().tag().text(), sdp());
    }

    /** The caller of a former process. */
    CallerLeg(CallContext context, SavedLegs.Caller saved) {
        super(context, Restoring.dialog(saved.dialog()), SdpSide.of(saved.descriptions()), gate(saved));
        this.invite = saved.invite();
        this.hops = saved.hops();
        this.privacy = saved.privacy();
        this.wish = SessionTimer.Wish.NONE;
        this.identity = Identity.of(
                saved.dialog().remote(),
                saved.asserted(),
                privacy,
                context.settings().trust().hides());
        this.first = new InviteServer(this, invite);
        this.offer = Optional.empty();
        this.prepared = saved.ok().map(ok -> ok.tagged(dialog().local().tag()));
        this.offered = sdp().received().isPresent() ? Optional.empty() : prepared.flatMap(CallerLeg::offerIn);
        this.reliable = ReliableProvisional.none(this);
        this.state = saved.confirmed() ? State.CONFIRMED : State.OPEN;
        serve(first);
        if (confirmed()) {
            first.close();
        }
        context.out().order(new SipOrder.Bind(dialog().callId(), remoteName()));
        this.faces = new EarlyDialogs(context, dialog().callId(), dialog().hop());
        saved.tags().forEach(tag -> faces.add(tag, sdp()));
    }

    /** What a 2xx of a former process offers. */
    private static Optional<SdpSide.Offer> offerIn(Draft ok) {
        return Bodies.sdp(ok.body())
                .map(sdp -> new SdpSide.Offer(sdp, sdp, List.of(), ok.body().text()));
    }

    /** By which their INVITE is known, which has no tag of ours. */
    private String remoteName() {
        return "remote:" + dialog().remote().tag();
    }

    private static InviteGate.State gate(SavedLegs.Caller saved) {
        return saved.confirmed() ? InviteGate.State.FREE : InviteGate.State.IN;
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
                confirmed(),
                savedInvites(),
                left(),
                isFinished());
    }

    /** The dialog that begins with that INVITE of a peer; our Contact in it has that name. */
    static Dialog dialog(CallContext context, String name, Request invite, Hop hop) {
        Tag tag = new Tag(context.names().tag(invite.callId().text()));
        Dialog dialog = new Dialog(new SavedLegs.Dialog(
                invite.callId().text(),
                Contacts.uri(name, invite.uri(), hop),
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

    /** What they want kept from others: the values of their Privacy fields. */
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

    @Override
    boolean began(String transaction) {
        return first.is(transaction);
    }

    /** What the caller offered at first; each target gets it until one is accepted (docs/design/legs.md 2, S9). */
    Optional<Sdp> offer() {
        return offer;
    }

    /** Their last description that became part of a session, as a new offer to somebody else. */
    Optional<Sdp> described() {
        return sdp().inUse();
    }

    /** Our 2xx has been handed over. */
    boolean answered() {
        return state != State.OPEN;
    }

    /** The ACK for it has come. */
    boolean confirmed() {
        return state == State.CONFIRMED;
    }

    /** Whether one of our tags toward the caller. */
    boolean hasTag(String tag) {
        return answered()
                ? dialog().local().tag().text().equals(tag)
                : faces.tags().contains(tag);
    }

    /** Whether they may ask that whom they talk to goes to a caller of theirs: they say which of our dialogs that is. */
    boolean mayJoin(Request refer) {
        return confirmed()
                && context().settings().rules().mayTransfer(CallOrder.Purpose.AGENT)
                && ReferRequest.refusal(refer).isEmpty()
                && !ReferRequest.of(refer, List.of()).replaces().isEmpty();
    }

    /** What they asked for last. */
    Optional<Referral> referral() {
        return referral;
    }

    /** They ask that whom they talk to goes to a caller of theirs. */
    void refer(String transaction, Request request) {
        ReferRequest asked =
                ReferRequest.of(request, context().settings().rules().passed());
        String numbered = "refer;id=" + request.cseq().number();
        referral = Optional.of(new Referral(this, transaction, numbered, !referredBefore, asked.silent()));
        referredBefore = true;
        context().out().referred(LegId.CALLER, asked);
    }

    @Override
    boolean staysAfterTransfer() {
        return context().currentLeg().isPresent()
                || !context().setups().isEmpty()
                || context().handing().expects();
    }

    @Override
    void endAfterTransfer(String reason) {
        context().ending().afterTransfer(reason);
    }

    /** Does that when the caller's ACK is in: at once, if it is. */
    void whenConfirmed(Runnable what) {
        if (confirmed()) {
            what.run();
        } else {
            whenConfirmed.add(what);
        }
    }

    /** Shows progress; SDP of a different answerer, or changed SDP, goes out under a new To tag (docs/design/legs.md 3.2). */
    void progress(int code, String answerer, Optional<Sdp> body) {
        if (offer.isEmpty() && reliable.required()) {
            return; // the first one would have to make them an offer (RFC 3262 §5)
        }
        EarlyDialogs.Face face = body.map(sdp -> faces.forAnswer(answerer, sdp)).orElseGet(faces::latest);
        Body text = body.map(sdp -> Body.sdp(face.show(answerer, offer.orElseThrow(), sdp)))
                .orElse(Body.NONE);
        Draft response = response(code, face).with(text);
        if (reliable.wanted(body.isPresent())) {
            reliable.send(response);
        } else {
            first.provisional(response);
        }
    }

    /** Repeats the last provisional answer, so that proxies on the way keep waiting (RFC 3261 §13.3.1.1). */
    void repeatProgress() {
        Optional<Draft> last = first.last().filter(response -> response.code() < 200);
        if (reliable.required()) {
            last.ifPresent(response -> reliable.send(response.without(HeaderName.REQUIRE)
                    .without(HeaderName.RSEQ)
                    .with(Body.NONE)));
        } else {
            last.ifPresent(first::provisional);
        }
    }

    /** Makes the 2xx with that answer, so that it can be saved before it is sent. */
    void prepare(String answerer, Sdp body) {
        EarlyDialogs.Face face = faces.forAnswer(answerer, body);
        become(dialog().under(new Tag(face.tag())), face.sdp());
        String text = face.show(answerer, offer.orElseThrow(), body);
        Draft ok = response(200, face).with(HeaderName.ALLOW, Screening.ALLOW);
        prepared = Optional.of(timer().grant(wish, ok).with(Body.sdp(text)));
    }

    /** Makes the 2xx that offers that to a caller who has offered nothing, so that it can be saved before it is sent. */
    SdpSide.Offer prepareOffer(Sdp theirs) {
        EarlyDialogs.Face face = faces.latest();
        become(dialog().under(new Tag(face.tag())), freshSdp());
        SdpSide.Offer made = sdp().offer(theirs);
        offered = Optional.of(made);
        Draft ok = response(200, face).with(HeaderName.ALLOW, Screening.ALLOW);
        prepared = Optional.of(timer().grant(wish, ok).with(Body.sdp(made.text())));
        return made;
    }

    /** Does that as soon as a 2xx may be sent: not before the caller has acknowledged what they were shown reliably. */
    void whenShown(Runnable what) {
        reliable.whenShown(what);
    }

    /**
     * A PRACK of the caller (RFC 3262 §3). It acknowledges what it names, whatever becomes of an offer in it: one that says nothing new is answered as
     * before.
     */
    void acknowledgesProvisional(SipEvent.RequestIn in) {
        Request prack = in.request();
        Optional<Sdp> again = Bodies.sdp(prack.body());
        Optional<EarlyDialogs.Face> face = faces.under(prack.to().tag().text());
        if (face.isEmpty() || !reliable.isFor(prack)) {
            respond(in.transaction(), answerTo(prack, 481));
            return;
        }
        if (reliable.describes()) {
            face.get().acknowledged();
        }
        if (again.isEmpty()) {
            respond(in.transaction(), answerTo(prack, 200));
        } else if (face.get().sdp().refresh(again.get())) {
            String text = face.get().sdp().answerAgain(again.get()).orElseThrow();
            respond(in.transaction(), answerTo(prack, 200).with(Body.sdp(text)));
        } else if (context().setups().stream()
                .noneMatch(s -> s.relaysEarly(this, prack, again.get(), reply -> respond(in.transaction(), reply)))) {
            respond(in.transaction(), answerTo(prack, 488));
        }
        reliable.acknowledged();
    }

    /** What that answerer has shown, where the caller has acknowledged it. */
    Optional<EarlyDialogs.Face> acknowledged(String answerer) {
        return faces.acknowledged(answerer);
    }

    /** An answer to a request of theirs that comes before their INVITE is answered. */
    Draft earlyReply(Request request, int code) {
        Draft reply = answerTo(request, code);
        return code < 300 ? OwnFields.from(reply.with(HeaderName.ALLOW, Screening.ALLOW), dialog().contact()) : reply;
    }

    /** Makes the 2xx with what was agreed on under that tag already. */
    void prepareAgain(EarlyDialogs.Face face) {
        become(dialog().under(new Tag(face.tag())), face.sdp());
        Draft ok = response(200, face).with(HeaderName.ALLOW, Screening.ALLOW);
        prepared = Optional.of(timer().grant(wish, ok).with(Body.sdp(sdp().last())));
    }

    private Draft answerTo(Request request, int code) {
        return context().answered(Draft.response(code, request.to().tag()));
    }

    /** The target of the prepared 2xx is no longer there. */
    void unprepare() {
        if (!answered()) {
            offered = Optional.empty();
            prepared = Optional.empty();
        }
    }

    /** Accepts the call with the prepared 2xx. */
    void accept(Runnable whenSilent) {
        state = State.ANSWERED;
        reliable.stop();
        timer().run();
        first.accept(prepared.orElseThrow(), this::confirm, () -> giveUp(whenSilent));
    }

    /** The call had ended in a former process: says BYE, unless they were never answered or are known to be gone. */
    void endAnew(boolean gone) {
        first.close();
        if (prepared.isPresent()) {
            state = State.CONFIRMED;
        }
        if (gone || !confirmed()) {
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
        reliable.stop();
        first.refuse(latest(refusal));
    }

    private Draft latest(Draft response) {
        return context().answered(response.tagged(new Tag(faces.latest().tag())));
    }

    private void confirm(Request ack) {
        state = State.CONFIRMED;
        prepared = Optional.empty();
        if (left()) {
            bye("");
            return;
        }
        if (offered.isPresent() && !answers(ack)) {
            context().ending().noAck();
            return;
        }
        probe().start();
        context().saves().soon();
        whenConfirmed.forEach(Runnable::run);
        whenConfirmed.clear();
    }

    /** Whether their ACK has an answer to the offer in our 2xx that joins them. */
    private boolean answers(Request ack) {
        SdpSide.Offer made = offered.orElseThrow();
        Optional<Sdp> answer = Bodies.sdp(ack.body()).filter(made.sent()::fits);
        answer.ifPresent(given -> sdp().accepted(made, given));
        offered = Optional.empty();
        return answer.isPresent();
    }

    @Override
    void answered(InviteClient client, Response response) {
        dialog().refresh(response);
    }

    @Override
    void answeredTooLate() {
        context().setMediaLeg(Optional.empty());
    }

    /** The ACK never came: the dialog may be ended with BYE now (RFC 3261 §13.3.1.4). */
    private void giveUp(Runnable whenSilent) {
        state = State.CONFIRMED;
        if (left()) {
            bye("");
        } else {
            whenSilent.run();
        }
    }

    /** Their Call-ID: 0 to 2 s in steps of 10 ms. */
    @Override
    Duration glarePause() {
        return Duration.ofMillis(10L * context().names().random(201));
    }

    @Override
    void farewell(String reason, boolean byPeer) {
        referral.ifPresent(Referral::left);
        if (!answered()) {
            finished();
        } else if (confirmed() || byPeer) {
            settleDebts();
            server().ifPresent(InviteServer::stop);
            bye(reason);
        }
    }

    @Override
    List<SipOrder.Unbind> names() {
        List<SipOrder.Unbind> names = new ArrayList<>(2);
        names.add(new SipOrder.Unbind(dialog().callId(), remoteName()));
        faces.tags().forEach(tag -> names.add(new SipOrder.Unbind(dialog().callId(), tag)));
        return names;
    }

    @Override
    Optional<EndedLeg> ended() {
        return reliable.waits() ? Optional.empty() : super.ended();
    }

    @Override
    Optional<EndedLeg.First> opening() {
        return Optional.of(first.ended());
    }

    private Draft response(int code, EarlyDialogs.Face face) {
        Draft response = context().answered(Draft.response(code, new Tag(face.tag())));
        return OwnFields.from(response, dialog().contact());
    }
}
