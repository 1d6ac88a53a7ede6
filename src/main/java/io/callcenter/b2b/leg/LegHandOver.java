package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Legs that go from one call to another (docs/design/legs.md 3.11): the one writes down what its leg is and forgets it, the other takes it up from that as
 * after a restart, and joins its caller to it. Where that fails the leg goes back in the same way.
 */
final class LegHandOver {
    /** How long a leg may take to become free of what is open on it: its phone was put on hold just before, say. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final CallContext context;
    private final CallDeadlines.Deadline limit;
    private Optional<CallOrder.Hand> waiting = Optional.empty();
    private Optional<CallOrder.End> ending = Optional.empty();
    /** By which the leg went that the caller was with, as long as it may come back. */
    private Optional<CallOrder.Hand> away = Optional.empty();

    LegHandOver(CallContext context) {
        this.context = context;
        this.limit = context.deadlines().create();
    }

    /** Whatever comes of it, the other call hears of it once: as soon as the leg is free. */
    void hand(CallOrder.Hand order) {
        Optional<UacLeg> leg = going(order);
        if (leg.isEmpty() || leg.get().gate().free() || waiting.isPresent()) {
            hand(order, leg.filter(going -> going.gate().free()));
            return;
        }
        waiting = Optional.of(order);
        limit.set(context.out().in(LIMIT), () -> conclude(Optional.empty()));
    }

    /** Whether the end of the call has to wait until a leg has gone; it is remembered then. */
    boolean delays(CallOrder.End order) {
        ending = waiting.map(hand -> order);
        return waiting.isPresent();
    }

    /** Whether a leg that has waited could go in this turn, or can go no more. */
    boolean concludes() {
        if (waiting.isEmpty()) {
            return false;
        }
        Optional<UacLeg> leg = going(waiting.get());
        boolean stays = leg.isPresent() && !leg.get().gate().free();
        if (!stays) {
            conclude(leg);
        }
        return !stays;
    }

    private void conclude(Optional<UacLeg> leg) {
        CallOrder.Hand order = waiting.orElseThrow();
        waiting = Optional.empty();
        limit.clear();
        hand(order, leg);
        ending.ifPresent(context.ending()::end);
        ending = Optional.empty();
    }

    private void hand(CallOrder.Hand order, Optional<UacLeg> leg) {
        Optional<SavedLegs.Leg> record = leg.map(going -> going.saved().as(order.as()));
        leg.ifPresent(going -> {
            context.ending().handed(going);
            away = Optional.of(order);
        });
        // Behind the save, which says who has the leg where nothing says that the other call has it.
        context.out().afterwards(() -> context.out().order(new SipOrder.HandOver(order.adopt(record))));
    }

    /** It is on disk that the leg is the other call's. */
    void adopted(CallOrder.Adopted order) {
        context.legs().stream()
                .filter(UacLeg.class::isInstance)
                .map(UacLeg.class::cast)
                .filter(leg -> leg.id().equals(order.leg()) && leg.lent())
                .forEach(leg -> {
                    leg.lent(false);
                    context.saves().soon();
                });
    }

    /** The leg that can go, now or when its gate is free. */
    private Optional<UacLeg> going(CallOrder.Hand order) {
        return mayGo()
                ? context.currentLeg()
                        .filter(current -> current.id().equals(order.leg()))
                        .filter(current ->
                                current.referral().filter(Referral::open).isEmpty())
                : Optional.empty();
    }

    private boolean mayGo() {
        return context.arrived()
                && !context.ending().over()
                && context.setups().isEmpty()
                && context.returning().isEmpty()
                && context.takingBack().isEmpty();
    }

    void adopt(CallOrder.Adopt order) {
        if (!context.arrived()) {
            return;
        }
        boolean wanted = context.isNew(order.leg()) && !context.ending().over();
        Optional<UacLeg> leg = order.from().map(from -> UacLeg.handedOver(context, from));
        leg.ifPresent(made -> add(made, order.done()));
        if (wanted && leg.isPresent() && hasPlace()) {
            LegAdoption setup = new LegAdoption(context, connection(order), leg.get());
            setup.from(Optional.of(order.by()));
            context.add(setup);
            setup.begin();
            return;
        }
        leg.ifPresent(unwanted -> unwanted(order.by(), unwanted));
        if (wanted) {
            context.out().refused(order.leg(), leg.isPresent() ? 491 : 487, List.of());
        }
        context.saves().soon();
    }

    private void add(UacLeg made, CallOrder.Adopted done) {
        context.clear(made.dialog().callId());
        context.add(made);
        context.saves().waited(ok -> noted(done, ok));
    }

    private void noted(CallOrder.Adopted done, boolean ok) {
        if (ok) {
            context.out().order(new SipOrder.HandOver(done));
        }
    }

    private void unwanted(CallOrder.Hand by, UacLeg leg) {
        if (context.ending().over()) {
            leg.leave("");
        }
        giveBack(by, leg);
    }

    /** A leg that has come from another call and is not joined here goes back there as soon as nothing is open in its dialog, if it is not over by then. */
    void giveBack(CallOrder.Hand by, UacLeg leg) {
        if (leg.left()) {
            back(by, Optional.empty());
            return;
        }
        leg.keepSession();
        CallDeadlines.Deadline patience = context.deadlines().create();
        Runnable goes = () -> {
            patience.clear();
            goesBack(by, leg);
        };
        patience.set(context.out().in(LIMIT), () -> {
            leg.gate().forget(goes);
            leg.leave(context.ending().reason());
            back(by, Optional.empty());
        });
        leg.gate().whenFree(goes);
    }

    private void goesBack(CallOrder.Hand by, UacLeg leg) {
        if (leg.left()) {
            back(by, Optional.empty());
            return;
        }
        SavedLegs.Leg record = leg.saved().as(by.leg());
        context.ending().lend(leg);
        back(by, Optional.of(record));
    }

    private void back(CallOrder.Hand by, Optional<SavedLegs.Leg> record) {
        context.out().afterwards(() -> context.out().order(new SipOrder.HandOver(by.back(record))));
    }

    /** A leg that went is here again, or over. */
    void takeBack(CallOrder.GiveBack order) {
        if (!context.arrived()) {
            return;
        }
        boolean wanted =
                away.filter(order.by()::equals).isPresent() && !context.ending().over();
        Optional<Sdp> before = context.legs().stream()
                .filter(UacLeg.class::isInstance)
                .map(UacLeg.class::cast)
                .filter(leg -> leg.id().equals(order.leg()))
                .findFirst()
                .flatMap(leg -> leg.sdp().received());
        boolean heard = context.mediaLeg()
                .filter(leg -> leg instanceof UacLeg ours && ours.id().equals(order.leg()))
                .isPresent();
        Optional<UacLeg> leg = order.from().map(from -> UacLeg.handedOver(context, from));
        leg.ifPresent(made -> add(made, order.done()));
        if (!wanted) {
            leg.ifPresent(unwanted -> unwanted.leave(""));
            return;
        }
        away = Optional.empty();
        if (leg.isEmpty()) {
            context.out().legEnded(order.leg(), CallEvent.By.PEER);
            return;
        }
        leg.get().joined(CallOrder.Purpose.AGENT);
        context.setCurrentLeg(leg.map(made -> made));
        Optional<Sdp> now = leg.get().sdp().received();
        if (heard
                && before.filter(sdp -> now.filter(sdp::sameAddresses).isPresent())
                        .isPresent()) {
            context.setMediaLeg(leg.map(made -> made));
        }
        leg.get().probe().startAnew();
        leg.get().timer().startAnew();
    }

    /** Whether a leg may come back. */
    boolean expects() {
        return away.isPresent();
    }

    /** The leg that has gone does not come back. */
    void keepsNobody() {
        away = Optional.empty();
    }

    /** A leg that has gone is not wanted any more. */
    void drop(LegId leg) {
        away.filter(hand -> hand.leg().equals(leg)).ifPresent(hand -> {
            away = Optional.empty();
            context.out().legEnded(leg, CallEvent.By.US);
        });
    }

    private boolean hasPlace() {
        return context.caller().confirmed() && context.setups().isEmpty();
    }

    /** An order that would have set up that leg. */
    private static CallOrder.Connect connection(CallOrder.Adopt order) {
        SavedLegs.Dialog dialog = order.from().orElseThrow().dialog();
        CallOrder.Target target = new CallOrder.Target(dialog.target().toString(), Optional.of(dialog.hop()));
        return new CallOrder.Connect(
                order.call(), order.leg(), CallOrder.Purpose.AGENT, target, "", List.of(), Optional.empty());
    }
}
