package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipOrder;
import java.util.List;
import java.util.Optional;

/**
 * Legs that go from one call to another (docs/design/legs.md 3.11): the one writes down what its leg is and forgets it, the other takes it up from that as
 * after a restart, and joins its caller to it.
 */
final class Handing {
    private final CallContext context;

    Handing(CallContext context) {
        this.context = context;
    }

    /** Whatever comes of it, the other call hears of it once. */
    void hand(CallOrder.Hand order) {
        Optional<UacLeg> leg = mayGo()
                ? context.currentLeg()
                        .filter(current -> current.id().equals(order.leg()))
                        .filter(Handing::isQuiet)
                : Optional.empty();
        Optional<SavedLegs.Leg> record = leg.map(going -> going.saved().as(order.as()));
        leg.ifPresent(context.ending()::handed);
        context.out().order(new SipOrder.HandOver(new CallOrder.Adopt(order.to(), order.as(), record)));
    }

    private boolean mayGo() {
        return context.arrived()
                && !context.ending().over()
                && context.setups().isEmpty()
                && context.returning().isEmpty()
                && context.takingBack().isEmpty();
    }

    /** Whether nothing is open on that leg that another call would have to finish. */
    private static boolean isQuiet(UacLeg leg) {
        return leg.gate().free() && leg.referral().filter(Referral::open).isEmpty();
    }

    void adopt(CallOrder.Adopt order) {
        if (!context.arrived()) {
            return;
        }
        boolean wanted = context.isNew(order.leg()) && !context.ending().over();
        Optional<UacLeg> leg = order.from().map(from -> UacLeg.handedOver(context, from));
        leg.ifPresent(context::add);
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
