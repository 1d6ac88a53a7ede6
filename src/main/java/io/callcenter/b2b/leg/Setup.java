package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.ids.LegId;
import io.callcenter.message.Draft;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.SipUri;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A Connect order under way: from the first INVITE to exactly one of Connected, Refused, ConnectFailed or Dropped (docs/design/legs.md 6). */
abstract class Setup implements InviteClient.Owner {
    private final CallContext context;
    private final CallOrder.Connect order;
    private final CallDeadlines.Deadline ring;
    private Optional<UacLeg> leg = Optional.empty();
    private Instant since;
    private SavedLegs.Step step = SavedLegs.Step.RINGING;
    private Optional<CallOrder.Hand> lender = Optional.empty();
    private boolean over;

    Setup(CallContext context, CallOrder.Connect order) {
        this.context = context;
        this.order = order;
        this.ring = context.deadlines().create();
        this.since = context.out().now();
    }

    /** What the INVITE offers: the caller's first offer, or nothing. */
    abstract Optional<Sdp> offer();

    /** What is offered to a target for an answered caller: nothing, where it takes an INVITE without an offer. */
    final Optional<Sdp> instead() {
        if (order.offer() == CallOrder.Offer.CALLERS) {
            leg().lateOffers().areRefused();
        }
        return leg().lateOffers().instead();
    }

    /** The target sent a usable 2xx or another one. */
    abstract void picked(Response response);

    /** Whether the target has answered, so that its own requests find our INVITE settled or glare. */
    boolean answered() {
        return step != SavedLegs.Step.RINGING;
    }

    /** The target said BYE after its 2xx; that was answered. */
    abstract void hungUp();

    /** The set-up is over in whatever way: what it holds beside its leg is given up. */
    abstract void close();

    final CallContext context() {
        return context;
    }

    final CallOrder.Connect order() {
        return order;
    }

    final LegId id() {
        return order.leg();
    }

    final UacLeg leg() {
        return leg.orElseThrow();
    }

    final boolean has(Leg other) {
        return leg.filter(l -> l == other).isPresent();
    }

    final boolean isAgent() {
        return order.purpose() == CallOrder.Purpose.AGENT;
    }

    /** Whether somebody answers it who talks to the caller. */
    final boolean talks() {
        return order.purpose().talks();
    }

    /** Whether the caller is to be with it after a transfer. */
    final boolean transfers() {
        return talks() || order.purpose() == CallOrder.Purpose.MUSIC;
    }

    final boolean over() {
        return over;
    }

    /** How far it is. */
    final SavedLegs.Step step() {
        return step;
    }

    /** Goes on; a step that no set-up can make is a broken program. */
    final void to(SavedLegs.Step next) {
        if (!step.leadsTo(next)) {
            throw new IllegalStateException("leg " + id() + " from " + step + " to " + next);
        }
        step = next;
    }

    /** Takes up what a former process had brought so far. */
    final void resume(UacLeg saved, SavedLegs.Step at) {
        take(saved);
        step = at;
    }

    /** What is saved of it. */
    SavedLegs.Setup saved() {
        return new SavedLegs.Setup(order, step, "", since, Optional.empty(), Optional.empty());
    }

    /** Whether the caller is being asked to take this leg: nothing else may be asked of them. */
    boolean asksCaller() {
        return false;
    }

    /** The legs' peers while something is played to the target. */
    Optional<CallContext.Peer> peerFor(Leg other) {
        return Optional.empty();
    }

    /** Relays an offer of that leg before the answer, and answers the request that has it later; says whether it could be. */
    boolean relaysEarly(Leg from, Request request, Sdp offer, Consumer<Draft> respond) {
        return false;
    }

    /** Whether that leg is set up by this, the target's or one beside it. */
    boolean involves(Leg other) {
        return has(other);
    }

    /** A BYE came on a leg of this set-up and was answered; the leg knows. */
    void bye(Leg from) {
        if (answered()) {
            hungUp();
        } else {
            refused(480, List.of());
        }
    }

    /** A leg of this set-up turned out to be dead. */
    void dead(Leg which) {
        failed(CallEvent.Side.TARGET, 408);
    }

    /** When the target answered, or the order came. */
    final Instant since() {
        return since;
    }

    /** Dials the target; the leg is saved, not waited for. */
    void begin() {
        if (over) {
            return;
        }
        Optional<Hop> hop = order.target().hop();
        Optional<SipUri> uri = SipUri.read(order.target().uri());
        if (hop.isEmpty() || hop.get().self() || uri.isEmpty()) {
            refused(CallEvent.Refused.NOT_REACHED, List.of());
            return;
        }
        UacLeg.Invitation invitation = context.invitation(order, id(), uri.get(), hop, order.headers());
        take(new UacLeg(context, invitation, hop.get()));
        ring.set(context.out().in(ringTime()), () -> refused(408, List.of()));
        leg().invite(invitation, offer(), this);
        context.saves().soon();
    }

    /** Goes on with a leg that another way of setting up has made. */
    final void take(UacLeg made) {
        leg = Optional.of(made);
        if (!context.legs().contains(made)) {
            context.add(made);
        }
    }

    private Duration ringTime() {
        return isAgent() ? context.settings().ringTimeout() : context.settings().setupTimeout();
    }

    @Override
    public void progress(Response response) {
        if (response.code() != 199) {
            context.out().progress(id(), response.code());
            if (talks() && response.code() > 100) {
                context.transferor().flatMap(UacLeg::referral).ifPresent(Referral::rings);
            }
        }
    }

    @Override
    public final void answered(Response response) {
        ring.clear();
        since = context.out().now();
        picked(response);
    }

    @Override
    public final void failed(int code, Optional<Response> response) {
        refused(code, response.map(Setup::contacts).orElse(List.of()));
    }

    private static List<String> contacts(Response response) {
        return response.contacts().stream().map(c -> c.uri().toString()).toList();
    }

    @Override
    public final void lost() {}

    /** Reports the pick-up. */
    final void reportAnswer() {
        context.out().answered(id());
    }

    final void refused(int code, List<String> contacts) {
        finish();
        context.out().refused(id(), code, contacts);
    }

    final void failed(CallEvent.Side side, int code) {
        finish();
        context.out().connectFailed(id(), side, code, context.hears());
    }

    /** Given up by order, or with its call. */
    final void dropped() {
        finish();
        context.out().dropped(id());
    }

    /** The leg is the current leg from now on; the former one is no longer needed. */
    final void connected() {
        over = true;
        ring.clear();
        close();
        context.remove(this);
        context.out().connected(id());
        Optional<UacLeg> former = context.currentLeg();
        leg().joined(order.purpose());
        context.setCurrentLeg(leg);
        former.ifPresent(old -> context.ending().replaced(old, order.purpose()));
        if (talks()) {
            context.setups().stream().filter(other -> !other.talks()).forEach(Setup::dropped);
            context.aside().ifPresent(context.ending()::leftBehind);
        }
        context.saves().soon();
    }

    /** The target, which the caller was told of by our 2xx, has hung up before the caller's ACK came. */
    final void connectedAndEnded() {
        over = true;
        ring.clear();
        close();
        context.remove(this);
        context.out().connected(id());
        context.out().legEnded(id(), CallEvent.By.PEER);
        context.saves().soon();
    }

    /** The leg has come from another call by that order, and goes back there unless the caller is joined to it. */
    final void from(Optional<CallOrder.Hand> order) {
        lender = order;
    }

    private void release(UacLeg left) {
        if (lender.isEmpty() || context.ending().over()) {
            left.leave(context.ending().reason());
        }
        lender.ifPresent(hand -> context.handing().giveBack(hand, left));
    }

    /** Another kind of set-up goes on with the leg. */
    final void handOver(Setup next) {
        over = true;
        ring.clear();
        close();
        next.take(leg());
        next.from(lender);
        context.replace(this, next);
    }

    private void finish() {
        if (over) {
            throw new IllegalStateException("leg " + id() + " was settled before");
        }
        over = true;
        ring.clear();
        close();
        context.remove(this);
        leg.ifPresent(this::release);
        context.saves().soon();
    }
}
