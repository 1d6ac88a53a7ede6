package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.ids.LegId;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a call up again after a crash (docs/design/legs.md 7): a step that was under way is finished or rolled back, numbers go on so far above the
 * saved ones that a lost save cannot make one appear twice.
 */
final class Restoring {
    private static final int LOST_REQUESTS = 100;

    /** So long after its 2xx a target still waits for its ACK with enough time left to ask the caller. */
    private static final Duration FRESH = Duration.ofSeconds(20);

    private final CallContext context;
    private final SavedLegs saved;
    private final Map<LegId, UacLeg> legs = new LinkedHashMap<>();

    Restoring(CallContext context, SavedLegs saved) {
        this.context = context;
        this.saved = saved;
    }

    /** A saved dialog, its numbers raised. */
    static Dialog dialog(SavedLegs.Dialog saved) {
        Dialog dialog = new Dialog(saved);
        dialog.continueAfter(saved.cseq() + LOST_REQUESTS);
        return dialog;
    }

    /** Puts everything in its place and does what the moment of the crash asks for. */
    void run() {
        context.callerArrived(new CallerLeg(context, saved.caller()));
        for (SavedLegs.Leg leg : saved.legs()) {
            UacLeg made = UacLeg.restored(context, leg);
            context.add(made);
            legs.put(leg.id(), made);
        }
        saved.known().forEach(context::isNew);
        context.saves().continueAfter(saved.version());
        if (saved.over().isPresent()) {
            leaveAll();
            context.ending().fall(saved.over().get());
        } else if (!saved.caller().confirmed() && saved.caller().ok().isEmpty()) {
            refuse();
        } else {
            goOn();
        }
    }

    /** The call was over: each leg that is not gone is ended once more. */
    private void leaveAll() {
        legs.values().forEach(this::refuseUnanswered);
        legs.values().forEach(leg -> leg.leave(""));
        context.caller().endAnew(saved.caller().gone());
    }

    /** The caller was not answered: they get a refusal that another attempt may follow. */
    private void refuse() {
        legs.values().forEach(leg -> leg.leave(""));
        saved.setups().forEach(this::drop);
        context.caller().refuseAnew(Draft.response(503).with(HeaderName.RETRY_AFTER, "5"));
        context.ending().fall(CallEvent.Cause.ENDED);
    }

    /** Whoever wanted an agent's place and has no answer gets one that another attempt may follow; whoever got it has it. */
    private void refuseUnanswered(UacLeg leg) {
        if (leg instanceof TakerLeg taker && taker.unanswered()) {
            taker.refuseAnew(Draft.response(503).with(HeaderName.RETRY_AFTER, "5"));
        }
    }

    private void goOn() {
        legs.values().forEach(this::refuseUnanswered);
        context.setCurrentLeg(saved.right().map(legs::get));
        context.setMediaLeg(saved.heard().map(legs::get));
        saved.limit().ifPresent(context.ending()::limitAt);
        for (SavedLegs.Leg leg : saved.legs()) {
            if (leg.leaving()) {
                legs.get(leg.id()).leave("");
            }
        }
        boolean accepting = saved.setups().stream().anyMatch(s -> s.step() == SavedLegs.Step.ACCEPTING);
        if (!saved.caller().confirmed() && !accepting) {
            context.caller().accept(context.ending()::noAck);
        }
        context.currentLeg()
                .filter(TakerLeg.class::isInstance)
                .map(TakerLeg.class::cast)
                .filter(taker -> !taker.isConfirmed())
                .ifPresent(TakerLeg::accept);
        saved.setups().forEach(this::resume);
        legs.values().stream().filter(this::orphan).forEach(this::giveUp);
        context.aside().ifPresent(this::bringBack);
        context.legs().stream()
                .filter(leg -> !leg.left() && !leg.dialog().remote().tag().isEmpty())
                .forEach(leg -> {
                    leg.probe().startAnew();
                    leg.timer().startAnew();
                });
    }

    /** A leg that its caller has left: by a transfer that succeeded, if it was one of those. */
    private void giveUp(UacLeg leg) {
        Optional<Referral> transfer = leg.referral();
        if (transfer.isPresent()) {
            transfer.get().tell(200);
        } else {
            leg.leave("");
        }
    }

    /** A caller who hears nothing, whose agent waits for them. */
    private void bringBack(UacLeg agent) {
        if (context.currentLeg().isEmpty() && context.setups().isEmpty()) {
            TakeBack step = new TakeBack(context, agent);
            context.setTakingBack(Optional.of(step));
            step.start();
        }
    }

    private boolean orphan(UacLeg leg) {
        return !leg.left()
                && !leg.aside()
                && context.currentLeg().filter(r -> r == leg).isEmpty()
                && context.setups().stream().noneMatch(s -> s.involves(leg));
    }

    private void resume(SavedLegs.Setup setup) {
        Optional<UacLeg> leg =
                Optional.ofNullable(legs.get(setup.order().leg())).filter(l -> !l.left());
        boolean fresh = setup.since().plus(FRESH).isAfter(context.out().now());
        Optional<InviteClient> owed = leg.flatMap(l -> owed(l, setup));
        switch (setup.step()) {
            case ACCEPTING -> {
                accept(setup, leg.orElseThrow());
            }
            case SWITCHING, DIALLING -> {
                // Whether the caller was asked already is not known: unless they are joined now, they are led back.
                context.setMediaLeg(Optional.empty());
                Optional<Proposal> theirs = owed.flatMap(client -> Proposal.resumed(leg.orElseThrow(), client));
                if (fresh && theirs.isPresent()) {
                    LegSwitch next = new LegSwitch(context, setup.order());
                    context.add(next);
                    next.resume(leg.orElseThrow(), theirs.get());
                } else {
                    drop(setup);
                }
            }
            case PLAYING, JOINING -> {
                Optional<UacLeg> player = setup.player().map(legs::get).filter(p -> !p.left());
                AgentAnnouncement next = new AgentAnnouncement(context, setup.order());
                context.add(next);
                next.resume(
                        leg.orElseThrow(),
                        player,
                        setup.until().orElse(context.out().now()));
            }
            case TAKING -> {
                context.setMediaLeg(Optional.empty());
                Optional<TakerLeg> taker =
                        leg.filter(TakerLeg.class::isInstance).map(TakerLeg.class::cast);
                if (taker.isPresent()) {
                    Taking next = new Taking(context, setup.order(), taker.get());
                    context.add(next);
                    next.resume();
                } else {
                    drop(setup);
                }
            }
            default -> drop(setup);
        }
    }

    private void accept(SavedLegs.Setup setup, UacLeg leg) {
        if (leg.first().offered()) {
            FirstLeg next = new FirstLeg(context, setup.order());
            context.add(next);
            next.resume(leg);
        } else {
            OfferlessFirstLeg next = new OfferlessFirstLeg(context, setup.order());
            context.add(next);
            next.resume(leg, setup.since().plus(FRESH));
        }
    }

    private static Optional<InviteClient> owed(UacLeg leg, SavedLegs.Setup setup) {
        return setup.branch().isEmpty() ? leg.answeredFirst() : leg.invited(setup.branch());
    }

    /** The order comes to nothing, through nobody's fault. */
    private void drop(SavedLegs.Setup setup) {
        context.out().dropped(setup.order().leg());
        Optional.ofNullable(legs.get(setup.order().leg())).ifPresent(leg -> leg.leave(""));
    }
}
