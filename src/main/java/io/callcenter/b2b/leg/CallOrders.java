package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.ids.LegId;
import io.callcenter.message.Draft;
import java.util.List;
import java.util.Optional;

/** What the contact center orders (docs/design/legs.md 6): repeated, unknown and late orders change nothing. */
final class CallOrders {
    private final CallContext context;
    private final LegHandOver handing;
    private final Takers takers;

    CallOrders(CallContext context, Takers takers) {
        this.context = context;
        this.takers = takers;
        this.handing = context.handing();
    }

    void handle(CallOrder order) {
        if (order instanceof CallOrder.Hand o) {
            handing.hand(o);
            return;
        }
        if (order instanceof CallOrder.Adopt o) {
            handing.adopt(o);
            return;
        }
        if (order instanceof CallOrder.GiveBack o) {
            handing.takeBack(o);
            return;
        }
        if (order instanceof CallOrder.Adopted o) {
            handing.adopted(o);
            return;
        }
        if (!context.arrived() || context.ending().over()) {
            return;
        }
        if (order instanceof CallOrder.Connect o) {
            connect(o);
        } else if (order instanceof CallOrder.Drop o) {
            drop(o);
        } else if (order instanceof CallOrder.AnswerRefer o) {
            referral(o.leg()).ifPresent(asked -> asked.answer(o.code()));
        } else if (order instanceof CallOrder.Notify o) {
            told(o);
        } else if (order instanceof CallOrder.Take o) {
            takers.decided(o);
        } else if (order instanceof CallOrder.Inform o) {
            leg(o.leg()).ifPresent(leg -> leg.inform(o.type(), o.body()));
        } else if (order instanceof CallOrder.Refuse o) {
            context.ending().end(refusal(o), CallEvent.Cause.REFUSED);
        } else if (order instanceof CallOrder.End o) {
            if (!handing.delays(o)) {
                context.ending().end(o);
            }
        } else {
            throw new IllegalArgumentException("unknown order " + order);
        }
    }

    private static Draft refusal(CallOrder.Refuse order) {
        Draft plain = Draft.response(order.code() >= 300 && order.code() <= 699 ? order.code() : 500)
                .because(order.reason())
                .with(OwnFields.passing(order.headers()));
        return order.redirect().map(uri -> OwnFields.from(plain, uri)).orElse(plain);
    }

    /** Whether something that was ordered before could be done in this turn. */
    boolean concludes() {
        return handing.concludes();
    }

    private void connect(CallOrder.Connect order) {
        if (!context.isNew(order.leg())) {
            return;
        }
        CallerLeg caller = context.caller();
        Setup setup = setup(order, caller.answered());
        if (!hasPlaceFor(setup) || comesTooLate(setup)) {
            context.out().refused(order.leg(), 491, List.of());
            context.saves().soon();
            return;
        }
        context.add(setup);
        if (caller.answered()) {
            caller.whenConfirmed(setup::begin);
        } else {
            setup.begin();
        }
    }

    /** One leg is set up at a time; for an answered caller an agent and an announcement beside each other. */
    private boolean hasPlaceFor(Setup setup) {
        List<Setup> others = context.setups();
        return others.isEmpty()
                || context.caller().answered() && others.stream().noneMatch(s -> s.talks() == setup.talks());
    }

    /** An announcement ordered while an agent rang takes no caller from that agent, who has been joined meanwhile or is being joined. */
    private boolean comesTooLate(Setup setup) {
        boolean transfers = setup.order().purpose() == CallOrder.Purpose.MUSIC;
        boolean joined = !transfers
                && context.currentLeg()
                        .filter(UacLeg::talks)
                        .filter(leg -> !leg.refers())
                        .isPresent();
        boolean joining = context.setups().stream().anyMatch(s -> s.talks() && s.asksCaller());
        return !setup.talks() && (joined || joining);
    }

    private Setup setup(CallOrder.Connect order, boolean answered) {
        if (!answered) {
            return context.caller().offer().isPresent()
                    ? new FirstLeg(context, order)
                    : new OfferlessFirstLeg(context, order);
        }
        boolean announced = order.announcement().isPresent() && order.purpose() == CallOrder.Purpose.AGENT;
        return announced ? new AgentAnnouncement(context, order) : new LegSwitch(context, order);
    }

    private void drop(CallOrder.Drop order) {
        context.isNew(order.leg()); // one that is still on its way from another call is not wanted any more
        Optional<Setup> setup = context.setups().stream()
                .filter(s -> s.id().equals(order.leg()))
                .findFirst();
        setup.ifPresent(Setup::dropped);
        handing.drop(order.leg());
        if (context.currentLeg().filter(r -> r.id().equals(order.leg())).isPresent()) {
            context.ending().currentEnded(CallEvent.By.US);
        }
        context.aside()
                .filter(agent -> agent.id().equals(order.leg()))
                .ifPresent(agent -> context.ending().asideEnded(agent, CallEvent.By.US));
    }

    private Optional<UacLeg> leg(LegId id) {
        return context.legs().stream()
                .filter(UacLeg.class::isInstance)
                .map(UacLeg.class::cast)
                .filter(leg -> leg.id().equals(id))
                .findFirst();
    }

    private Optional<Referral> referral(LegId id) {
        return id.equals(LegId.CALLER) ? context.caller().referral() : leg(id).flatMap(UacLeg::referral);
    }

    /** A transfer has ended: after one that failed the caller comes back to the agent who waits aside. */
    private void told(CallOrder.Notify order) {
        Optional<UacLeg> asking = leg(order.leg()).filter(leg -> leg.referral().isPresent());
        boolean back = asking.filter(leg -> leg.aside() && order.code() >= 300).isPresent();
        if (back && context.takingBack().isEmpty()) {
            TakeBack step = new TakeBack(context, asking.get());
            context.setTakingBack(Optional.of(step));
            step.start();
        }
        if (order.leg().equals(LegId.CALLER) && order.code() < 300) {
            handing.keepsNobody();
        }
        referral(order.leg()).ifPresent(asked -> asked.tell(order.code()));
    }
}
