package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.LegInput;
import io.callcenter.b2b.LegOutput;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The legs of one call, from the first INVITE to the last tombstone. One thread at a time.
 *
 * <p>The first input is the initial INVITE as {@link SipEvent.RequestIn}: it yields {@link CallEvent.Arrived}; 100 Trying was sent before.
 */
public final class CallLegs {
    private static final int LOST_EVENTS = 100;

    private final OutputBuilder out;
    private final CallContext context;
    private final CallOrders connecting;
    private final DialogRequests requests;

    /** Legs of a call about to arrive. */
    public CallLegs(CallId call, LegSettings settings, FreshNames names) {
        out = new OutputBuilder(call, 0);
        context = new CallContext(call, settings, names, out);
        connecting = new CallOrders(context, context.takers());
        requests = new DialogRequests(context);
    }

    private CallLegs(SavedLegs saved, LegSettings settings, FreshNames names) {
        out = new OutputBuilder(saved.call(), saved.events() + LOST_EVENTS);
        context = new CallContext(saved.call(), settings, names, out);
        connecting = new CallOrders(context, context.takers());
        requests = new DialogRequests(context);
    }

    /** The call. */
    public CallId call() {
        return context.call();
    }

    /**
     * A call taken up again, and where its legs stand then, for a contact center that may have heard or ordered something else (ADR 0009).
     *
     * @param output what has to be done at once; its events are among the facts
     * @param currentLeg the leg whose media the caller has or shall have again
     * @param underWay the legs that are being set up, and that of an agent who waits aside
     * @param facts the last ones of the former process and those of taking up, in order; most were heard before
     */
    public record Restored(
            CallLegs legs, LegOutput output, Optional<LegId> currentLeg, List<LegId> underWay, List<CallEvent> facts) {
        /** Copies the lists. */
        public Restored {
            underWay = List.copyOf(underWay);
            facts = List.copyOf(facts);
        }
    }

    /**
     * Takes a call up again from its record after a crash (docs/design/legs.md 7): what was under way is finished or rolled back. Event numbers leave
     * a gap; any fact may come that was reported before the crash already, and says the same.
     *
     * @throws IllegalArgumentException when the record is of another format or does not hold together
     */
    public static Restored restore(SavedLegs saved, LegSettings settings, FreshNames names, Instant now) {
        if (saved.format() != SavedLegs.FORMAT) {
            throw new IllegalArgumentException("saved legs of format " + saved.format());
        }
        CallLegs legs = new CallLegs(saved, settings, names);
        legs.out.begin(now);
        legs.out.reportedBefore(saved.facts());
        new Restoring(legs.context, saved).run();
        LegOutput output = legs.settle();
        List<CallEvent> facts = new ArrayList<>(saved.facts());
        facts.addAll(output.events());
        Optional<LegId> current = legs.context.currentLeg().map(UacLeg::id);
        List<LegId> underWay = Stream.concat(
                        legs.context.setups().stream().map(Setup::id),
                        legs.context.aside().stream().map(UacLeg::id))
                .toList();
        return new Restored(legs, output, current, underWay, facts);
    }

    /** Ends a leg that one call has handed over to another one that is no longer there. */
    public static SipOrder.Send bye(SavedLegs.Leg leg, LegSettings settings, FreshNames names) {
        Dialog dialog = new Dialog(leg.dialog());
        Draft bye = dialog.request(Methods.BYE).with(HeaderName.USER_AGENT, FieldValue.of(settings.product()));
        return new SipOrder.Send(new OutgoingRequest(names.branch(), bye), dialog.hop());
    }

    /** Takes one input and says what follows from it. Messages that belong to no leg here are answered as strays (docs/design/legs.md 3.9). */
    public LegOutput handle(LegInput input, Instant now) {
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

    /** When {@link SipEvent.Wake} is wanted at the latest; empty when nothing is pending. */
    public Optional<Instant> nextDeadline() {
        return context.deadlines().next();
    }

    /** Whether the call is over and its last tombstone has passed. */
    public boolean gone() {
        return context.arrived() && context.legs().isEmpty();
    }

    /** Whether every leg was ended and its peer knows it: what is left is to remember them for late messages. */
    public boolean settled() {
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
