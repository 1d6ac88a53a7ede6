package io.callcenter.b2b;

import io.callcenter.ids.LegId;
import io.callcenter.message.Response;
import io.callcenter.message.SipUri;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A Connect order under way: from the first INVITE to exactly one of Connected, Refused, ConnectFailed or Dropped (docs/design/legs.md 6). */
abstract class Setup implements InviteClient.Owner {
    private final Room room;
    private final CallOrder.Connect order;
    private final Deadlines.Deadline ring;
    private Optional<UacLeg> leg = Optional.empty();
    private Instant since;
    private boolean over;
    private boolean answerReported;

    Setup(Room room, CallOrder.Connect order) {
        this.room = room;
        this.order = order;
        this.ring = room.deadlines().create();
        this.since = room.turn().now();
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
    abstract boolean answered();

    /** The target said BYE after its 2xx; that was answered. */
    abstract void hungUp();

    /** The set-up is over in whatever way: what it holds beside its leg is given up. */
    abstract void close();

    final Room room() {
        return room;
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

    /** What is saved of it. */
    abstract SavedLegs.Setup saved();

    final SavedLegs.Setup saved(SavedLegs.Step step) {
        return new SavedLegs.Setup(order, step, "", since, Optional.empty(), Optional.empty());
    }

    /** Whether the caller is being asked to take this leg: nothing else may be asked of him. */
    boolean asksCaller() {
        return false;
    }

    /** The legs' peers while something is played to the target. */
    Optional<Room.Peer> peerFor(Leg other) {
        return Optional.empty();
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
        UacLeg.Invitation invitation = room.invitation(order, id(), uri.get(), hop, order.headers());
        take(new UacLeg(room, invitation, hop.get()));
        ring.set(room.turn().in(ringTime()), () -> refused(408, List.of()));
        leg().invite(invitation, offer(), this);
        room.saves().soon();
    }

    /** Goes on with a leg that another way of setting up has made. */
    final void take(UacLeg made) {
        leg = Optional.of(made);
        if (!room.legs().contains(made)) {
            room.add(made);
        }
    }

    private Duration ringTime() {
        return isAgent() ? room.settings().ringTimeout() : room.settings().setupTimeout();
    }

    @Override
    public void progress(Response response) {
        if (response.code() != 199) {
            room.turn().progress(id(), response.code());
            if (talks() && response.code() > 100) {
                room.transferor().flatMap(UacLeg::referral).ifPresent(Referral::rings);
            }
        }
    }

    @Override
    public final void answered(Response response) {
        ring.clear();
        since = room.turn().now();
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

    /** The pick-up, once. */
    final void reportAnswer() {
        if (!answerReported) {
            answerReported = true;
            room.turn().answered(id());
        }
    }

    /** The pick-up was reported before. */
    final void answerIsReported() {
        answerReported = true;
    }

    final void refused(int code, List<String> contacts) {
        finish();
        room.turn().refused(id(), code, contacts);
    }

    final void failed(CallEvent.Side side, int code) {
        finish();
        room.turn().connectFailed(id(), side, code, room.hears());
    }

    /** Given up by order, or with its call. */
    final void dropped() {
        finish();
        room.turn().dropped(id());
    }

    /** The leg is the right leg from now on; the former one is no longer needed. */
    final void connected() {
        over = true;
        ring.clear();
        close();
        room.remove(this);
        room.turn().connected(id());
        Optional<UacLeg> former = room.right();
        leg().joined(order.purpose());
        room.right(leg);
        former.ifPresent(old -> room.ending().replaced(old, order.purpose()));
        if (talks()) {
            room.setups().stream().filter(other -> !other.talks()).forEach(Setup::dropped);
            room.aside().ifPresent(room.ending()::leftBehind);
        }
        room.saves().soon();
    }

    /** The target, which the caller was told of by our 2xx, has hung up before the caller's ACK came. */
    final void connectedAndEnded() {
        over = true;
        ring.clear();
        close();
        room.remove(this);
        room.turn().connected(id());
        room.turn().legEnded(id(), CallEvent.By.PEER);
        room.saves().soon();
    }

    /** Another kind of set-up goes on with the leg. */
    final void handOver(Setup next) {
        over = true;
        ring.clear();
        close();
        next.take(leg());
        room.replace(this, next);
    }

    private void finish() {
        if (over) {
            throw new IllegalStateException("leg " + id() + " was settled before");
        }
        over = true;
        ring.clear();
        close();
        room.remove(this);
        leg.ifPresent(l -> l.leave(room.ending().reason()));
        room.saves().soon();
    }
}
