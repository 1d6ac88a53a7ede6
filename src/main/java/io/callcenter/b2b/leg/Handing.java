package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Legs that go from one call to another (docs/design/legs.md 3.11): the one writes down what its leg is and forgets it, the other takes it up from that as
 * after a restart, and joins its caller to it.
 */
final class Handing {
    /** How long a leg may take to become free of what is open on it: its phone was put on hold just before, say. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final CallContext context;
    private final CallDeadlines.Deadline limit;
    private Optional<CallOrder.Hand> waiting = Optional.empty();
    private Optional<CallOrder.End> ending = Optional.empty();

    Handing(CallContext context) {
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
        leg.ifPresent(context.ending()::handed);
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
        leg.ifPresent(made -> {
            context.add(made);
            context.saves().waited(ok -> noted(order, ok));
        });
        if (wanted && leg.isPresent() && hasPlace()) {
            Adoption setup = new Adoption(context, connection(order), leg.get());
            context.add(setup);
            setup.begin();
            return;
        }
        leg.ifPresent(unwanted -> unwanted.leave(""));
        if (wanted) {
            context.out().refused(order.leg(), leg.isPresent() ? 491 : 487, List.of());
        }
        context.saves().soon();
    }

    private void noted(CallOrder.Adopt order, boolean ok) {
        if (ok) {
            context.out().order(new SipOrder.HandOver(order.done()));
        }
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
