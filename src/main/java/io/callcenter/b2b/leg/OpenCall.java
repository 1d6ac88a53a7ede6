package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.LegInput;
import io.callcenter.b2b.LegOutput;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Draft;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The legs of a call that is not over, or whose end not each peer knows yet: {@link CallLegs} says what comes in and goes out. */
final class OpenCall {
    private static final int LOST_EVENTS = 100;

    private final OutputBuilder out;
    private final CallContext context;
    private final CallOrders connecting;
    private final DialogRequests requests;

    /** Legs of a call about to arrive. */
    OpenCall(CallId call, LegSettings settings, FreshNames names) {
        this(new OutputBuilder(call, 0), call, settings, names);
    }

    private OpenCall(OutputBuilder out, CallId call, LegSettings settings, FreshNames names) {
        this.out = out;
        context = new CallContext(call, settings, names, out);
        connecting = new CallOrders(context, context.takers());
        requests = new DialogRequests(context);
    }

    /** Legs of a former process. */
    static OpenCall of(SavedLegs saved, LegSettings settings, FreshNames names) {
        OutputBuilder out = new OutputBuilder(saved.call(), saved.events() + LOST_EVENTS);
        return new OpenCall(out, saved.call(), settings, names);
    }

    /** Takes the call up: what was under way is finished or rolled back. */
    CallLegs.Restored restore(CallLegs legs, SavedLegs saved, Instant now) {
        out.begin(now);
        out.reportedBefore(saved.facts());
        new Restoring(context, saved).run();
        LegOutput output = settle();
        List<CallEvent> facts = new ArrayList<>(saved.facts());
        facts.addAll(output.events());
        Optional<LegId> current = context.currentLeg().map(UacLeg::id);
        List<LegId> underWay = Stream.concat(
                        context.setups().stream().map(Setup::id),
                        context.aside().stream().map(UacLeg::id))
                .toList();
        return new CallLegs.Restored(legs, output, current, underWay, facts);
    }

    LegOutput handle(LegInput input, Instant now) {
        out.begin(now);
        dispatch(input);
        return settle();
    }

    private LegOutput settle() {
        do {
            while (out.settle()) {
                // what follows may lead to more
            }
        } while (leadBack() || connecting.concludes());
        return out.end();
    }

    Optional<Instant> nextDeadline() {
        return context.deadlines().next();
    }

    boolean gone() {
        return context.arrived() && context.legs().isEmpty();
    }

    /** What is kept of it from now on, if it is over. */
    Optional<EndedCall> ended() {
        return context.ending().over() && settled() ? EndedCall.of(context) : Optional.empty();
    }

    /** Whether every leg was ended and its peer knows it: what is left is to remember them for late messages. */
    boolean settled() {
        if (!context.arrived()) {
            return false;
        }
        for (Leg leg : context.legs()) {
            if (!leg.isFinished() || leg instanceof UacLeg ours && ours.lent()) {
                return false;
            }
        }
        return true;
    }

    private void dispatch(LegInput input) {
        if (input instanceof SipEvent.RequestIn in) {
            request(in);
        } else if (input instanceof SipEvent.CancelIn in) {
            cancel(in);
        } else if (input instanceof SipEvent.ResponseIn in) {
            owner(in.branch(), in.response().callId().text()).ifPresent(leg -> leg.response(in));
        } else if (input instanceof SipEvent.Unanswered in) {
            owner(in.branch(), "").ifPresent(leg -> leg.unanswered(in.branch(), in.code()));
        } else if (input instanceof SipEvent.Unsent in) {
            owner(in.branch(), "").ifPresent(leg -> leg.unsent(in.branch(), in.why()));
        } else if (input instanceof SipEvent.LinkGone gone) {
            context.legs().forEach(leg -> leg.linkGone(gone));
        } else if (input instanceof SipEvent.Saved in) {
            context.saves().saved(in.token(), in.ok());
        } else if (input instanceof SipEvent.Wake) {
            context.deadlines().fire(out.now());
        } else if (input instanceof CallOrder order) {
            connecting.handle(order);
        } else {
            throw new IllegalArgumentException("unknown input " + input);
        }
    }

    /** A failed connect leaves the caller with the current leg, or says that it does not (docs/design/legs.md 3.4). */
    private boolean leadBack() {
        boolean astray = context.arrived()
                && !context.ending().over()
                && context.returning().isEmpty()
                && context.takingBack().isEmpty()
                && context.currentLeg().isPresent()
                && !context.mediaLeg()
                        .equals(Optional.<Leg>of(context.currentLeg().get()))
                && context.setups().stream().noneMatch(Setup::asksCaller);
        if (astray) {
            ReturnToLeg step = new ReturnToLeg(context, context.currentLeg().get());
            context.setReturning(Optional.of(step));
            step.start();
            context.saves().soon();
        }
        return astray;
    }

    private void request(SipEvent.RequestIn in) {
        Request request = in.request();
        if (!context.arrived()) {
            arrive(in);
        } else if (request.to().tag().isEmpty()) {
            if (!context.takers().take(in)) {
                again(in);
            }
        } else {
            Optional<Leg> leg = legOf(request.callId().text());
            if (leg.isPresent()) {
                requests.handle(leg.get(), in);
            } else {
                stray(in);
            }
        }
    }

    private void arrive(SipEvent.RequestIn in) {
        CallerLeg caller = new CallerLeg(context, in.transaction(), in.request(), in.hop());
        context.callerArrived(caller);
        context.answerLimits().start(in.request(), out.now());
        out.arrived(
                in.request(),
                caller.identity(),
                in.hop(),
                Bodies.text(in.request().body()).orElse(""));
        context.saves().soon();
    }

    /** The caller's INVITE once more: repeated after the stack forgot it, or merged (RFC 3261 §8.2.2.2). */
    private void again(SipEvent.RequestIn in) {
        CallerLeg caller = context.caller();
        if (in.request().is(Methods.INVITE) && caller.first().isRepeatedBy(in.request())) {
            caller.first().repeatIn(in.transaction());
        } else if (!in.request().is(Methods.ACK)) {
            caller.respond(in.transaction(), in.request().is(Methods.INVITE) ? 482 : 481);
        }
    }

    private void cancel(SipEvent.CancelIn in) {
        CallerLeg caller = context.caller();
        Optional<Leg> sender = context.legs().stream()
                .filter(leg ->
                        leg.server().filter(s -> s.is(in.inviteTransaction())).isPresent())
                .findFirst();
        if (sender.isEmpty()) {
            boolean known = context.legs().stream().anyMatch(leg -> leg.began(in.inviteTransaction()));
            caller.respond(in.transaction(), known ? 200 : 481);
            return;
        }
        sender.get().respond(in.transaction(), 200);
        if (sender.get() == caller && !caller.answered()) {
            context.ending().callerGone(CallEvent.How.CANCEL, Ending.reason(in.cancel()), 487);
        } else {
            sender.get().server().ifPresent(server -> server.cancel(in.cancel()));
        }
    }

    private void stray(SipEvent.RequestIn in) {
        if (!in.request().is(Methods.ACK)) {
            out.order(new SipOrder.Respond(
                    in.transaction(), Draft.response(481, in.request().to().tag())));
        }
    }

    private Optional<Leg> owner(String branch, String callId) {
        for (Leg leg : context.legs()) {
            if (leg.owns(branch)) {
                return Optional.of(leg);
            }
        }
        return legOf(callId);
    }

    private Optional<Leg> legOf(String callId) {
        for (Leg leg : context.legs()) {
            if (leg.dialog().callId().equals(callId)) {
                return Optional.of(leg);
            }
        }
        return Optional.empty();
    }
}
