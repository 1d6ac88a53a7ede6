package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.ids.LegId;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.Head;
import io.callcenter.message.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A leg whose peer has called us to take an agent's place (docs/design/legs.md 3.12): its INVITE stays unanswered until the caller has taken what it
 * offers. From then on it is a leg like those that we set up, but for the Call-ID, which is the peer's.
 */
final class TakerLeg extends UacLeg {
    private final Head invite;
    private final InviteServer first;
    private final SessionTimer.Wish wish;
    private final Optional<Sdp> offer;
    private final CallDeadlines.Deadline patience;
    private Optional<CallOrder.Purpose> as = Optional.empty();
    private Optional<Draft> ok = Optional.empty();
    private boolean accepted;
    private boolean confirmed;

    TakerLeg(CallContext context, LegId id, String transaction, Request invite, Hop hop) {
        super(
                context,
                id,
                CallerLeg.dialog(context, id.value(), invite, hop),
                new SdpSide(context.origin(hop)),
                InviteGate.State.IN);
        this.invite = invite.head().alone();
        this.first = new InviteServer(this, transaction, invite);
        this.wish = SessionTimer.Wish.of(invite);
        this.offer = Bodies.sdp(invite.body());
        this.patience = context.deadlines().create();
        serve(first);
        bind();
    }

    /** One of a former process, or of another call. */
    TakerLeg(CallContext context, SavedLegs.Leg saved, SavedLegs.Taker taker, Dialog dialog, SdpSide sdp) {
        super(context, saved, dialog, sdp);
        this.invite = taker.invite();
        this.first = new InviteServer(this, invite);
        this.wish = SessionTimer.Wish.NONE;
        this.offer = Optional.empty();
        this.patience = context.deadlines().create();
        this.ok = taker.ok().map(answer -> answer.tagged(dialog.local().tag()));
        this.confirmed = saved.confirmed();
        this.accepted = confirmed || ok.isPresent();
        serve(first);
        if (confirmed) {
            first.close();
        }
        bindTheirs();
    }

    private void bind() {
        String callId = dialog().callId();
        bindTheirs();
        context().out().order(new SipOrder.Bind(callId, dialog().local().tag().text()));
    }

    /** For their first INVITE, and so that their dialog is not held for that of the caller. */
    private void bindTheirs() {
        context().out().order(new SipOrder.Bind(dialog().callId(), remoteName()));
        context().out().order(new SipOrder.Bind(dialog().callId(), takerName()));
    }

    private String takerName() {
        return "taker:" + dialog().remote().tag();
    }

    /** By which their INVITE is known, which has no tag of ours. */
    private String remoteName() {
        return remoteName(dialog().remote().tag().text());
    }

    static String remoteName(String theirTag) {
        return "remote:" + theirTag;
    }

    /** What they offer. */
    Sdp offer() {
        return offer.orElseThrow();
    }

    /** Their INVITE. */
    InviteServer asking() {
        return first;
    }

    /** Nobody has decided yet whether they may: they are refused with that code when it takes too long. */
    void waits(Duration longest, int code) {
        patience.set(context().out().in(longest), () -> refuse(code));
    }

    /** Whether nobody has decided yet. */
    boolean waits() {
        return as.isEmpty() && first.open() && !left();
    }

    /** They may, and will be that. */
    void may(CallOrder.Purpose purpose) {
        patience.clear();
        as = Optional.of(purpose);
    }

    /** Whether their INVITE has no final response. */
    boolean unanswered() {
        return !accepted && ok.isEmpty();
    }

    /** Makes the 2xx with that answer, so that it can be saved before it is sent. */
    void prepare(Sdp answer) {
        Draft bare = timer().grant(wish, acceptance());
        ok = Optional.of(bare.with(Body.sdp(sdp().answer(offer(), answer))));
    }

    /** Sends the prepared 2xx, until its ACK comes. */
    void accept() {
        accepted = true;
        timer().run();
        first.accept(ok.orElseThrow(), ack -> confirm(), this::silent);
    }

    /** Refuses their INVITE and is over. */
    void refuse(int code) {
        refuse(reply(code));
    }

    private void refuse(Draft refusal) {
        patience.clear();
        if (first.open()) {
            first.refuse(refusal);
        }
        leave("");
    }

    /** Refuses the INVITE of a former process, as often as it takes. */
    void refuseAnew(Draft refusal) {
        first.accept(reply(refusal), ack -> {}, () -> {});
        leave("");
    }

    private void confirm() {
        confirmed = true;
        ok = Optional.empty();
        if (left()) {
            bye("");
        } else {
            probe().start();
            context().saves().soon();
        }
    }

    /** The ACK never came: the dialog may be ended with BYE now (RFC 3261 §13.3.1.4). */
    private void silent() {
        confirmed = true;
        if (left()) {
            bye("");
        } else if (context().currentLeg().filter(leg -> leg == this).isPresent()) {
            context().ending().neverThere();
        } else {
            leave("");
        }
    }

    @Override
    boolean began(String transaction) {
        return first.is(transaction);
    }

    @Override
    boolean isConfirmed() {
        return confirmed;
    }

    @Override
    Optional<SavedLegs.Taker> taker() {
        return Optional.of(new SavedLegs.Taker(invite, ok));
    }

    @Override
    String allow() {
        boolean agent = as.filter(purpose -> purpose == CallOrder.Purpose.AGENT).isPresent();
        return agent && context().settings().rules().mayTransfer(CallOrder.Purpose.AGENT)
                ? Screening.ALLOW_TRANSFERS
                : super.allow();
    }

    /** Their Call-ID: 0 to 2 s in steps of 10 ms. */
    @Override
    Duration glarePause() {
        return Duration.ofMillis(10L * context().names().random(201));
    }

    @Override
    void farewell(String reason, boolean byPeer) {
        patience.clear();
        if (!accepted) {
            finished();
        } else if (confirmed || byPeer || !first.awaitsAck()) {
            super.farewell(reason, byPeer);
        }
    }

    @Override
    List<SipOrder.Unbind> names() {
        List<SipOrder.Unbind> names = new ArrayList<>(super.names());
        names.add(new SipOrder.Unbind(dialog().callId(), remoteName()));
        names.add(new SipOrder.Unbind(dialog().callId(), takerName()));
        return names;
    }

    @Override
    Optional<EndedLeg> ended() {
        return Optional.empty(); // their INVITE may come again
    }
}
