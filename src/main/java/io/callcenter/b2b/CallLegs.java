package io.callcenter.b2b;

import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Draft;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The legs of one call, from the first INVITE to the last tombstone. One thread at a time.
 *
 * <p>The first input is the initial INVITE as {@link SipEvent.RequestIn}: it yields {@link CallEvent.Arrived}; 100 Trying was sent before.
 */
public final class CallLegs {
    private static final int LOST_EVENTS = 100;

    private final Turn turn;
    private final Room room;
    private final Connecting connecting;
    private final Requests requests;

    /** Legs of a call about to arrive. */
    public CallLegs(CallId call, LegSettings settings, Names names) {
        turn = new Turn(call, 0);
        room = new Room(call, settings, names, turn);
        connecting = new Connecting(room);
        requests = new Requests(room);
    }

    private CallLegs(SavedLegs saved, LegSettings settings, Names names) {
        turn = new Turn(saved.call(), saved.events() + LOST_EVENTS);
        room = new Room(saved.call(), settings, names, turn);
        connecting = new Connecting(room);
        requests = new Requests(room);
    }

    /** The call. */
    public CallId call() {
        return room.call();
    }

    /**
     * A call taken up again, and where its legs stand then, for a contact centre that may have heard or ordered something else (ADR 0009).
     *
     * @param step what has to be done at once; its events are among the facts
     * @param right the leg whose media the caller has or shall have again
     * @param underWay the legs that are being set up
     * @param facts the last ones of the former process and those of taking up, in order; most were heard before
     */
    public record Restored(
            CallLegs legs, Step step, Optional<LegId> right, List<LegId> underWay, List<CallEvent> facts) {
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
    public static Restored restore(SavedLegs saved, LegSettings settings, Names names, Instant now) {
        if (saved.format() != SavedLegs.FORMAT) {
            throw new IllegalArgumentException("saved legs of format " + saved.format());
        }
        CallLegs legs = new CallLegs(saved, settings, names);
        legs.turn.begin(now);
        legs.turn.reportedBefore(saved.facts());
        new Restoring(legs.room, saved).run();
        Step step = legs.settle();
        List<CallEvent> facts = new ArrayList<>(saved.facts());
        facts.addAll(step.events());
        Optional<LegId> right = legs.room.right().map(UacLeg::id);
        List<LegId> underWay = legs.room.setups().stream().map(Setup::id).toList();
        return new Restored(legs, step, right, underWay, facts);
    }

    /** Takes one input and says what follows from it. Messages that belong to no leg here are answered as strays (docs/design/legs.md 3.9). */
    public Step handle(LegInput input, Instant now) {
        turn.begin(now);
        dispatch(input);
        return settle();
    }

    private Step settle() {
        do {
            while (turn.settle()) {
                // what follows may lead to more
            }
        } while (leadBack());
        return turn.end();
    }

    /** When {@link SipEvent.Wake} is wanted at the latest; empty when nothing is pending. */
    public Optional<Instant> nextDeadline() {
        return room.deadlines().next();
    }

    /** Whether the call is over and its last tombstone has passed. */
    public boolean gone() {
        return room.arrived() && room.legs().isEmpty();
    }

    /** Whether every leg was ended and its peer knows it: what is left is to remember them for late messages. */
    public boolean settled() {
        if (!room.arrived()) {
            return false;
        }
        for (Leg leg : room.legs()) {
            if (!leg.isFinished()) {
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
            room.legs().forEach(leg -> leg.linkGone(gone));
        } else if (input instanceof SipEvent.Saved in) {
            room.saves().saved(in.token(), in.ok());
        } else if (input instanceof SipEvent.Wake) {
            room.deadlines().fire(turn.now());
        } else if (input instanceof CallOrder order) {
            connecting.handle(order);
        } else {
            throw new IllegalArgumentException("unknown input " + input);
        }
    }

    /** A failed connect leaves the caller with the right leg, or says that it does not (docs/design/legs.md 3.4). */
    private boolean leadBack() {
        boolean astray = room.arrived()
                && !room.ending().over()
                && room.returning().isEmpty()
                && room.takingBack().isEmpty()
                && room.right().isPresent()
                && !room.heard().equals(Optional.<Leg>of(room.right().get()))
                && room.setups().stream().noneMatch(Setup::asksCaller);
        if (astray) {
            Return step = new Return(room, room.right().get());
            room.returning(Optional.of(step));
            step.start();
        }
        return astray;
    }

    private void request(SipEvent.RequestIn in) {
        Request request = in.request();
        if (!room.arrived()) {
            arrive(in);
        } else if (request.to().tag().isEmpty()) {
            again(in);
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
        CallerLeg caller = new CallerLeg(room, in.transaction(), in.request(), in.hop());
        room.arrived(caller);
        room.patience().start(in.request(), turn.now());
        turn.arrived(
                in.request(),
                caller.identity(),
                in.hop(),
                Bodies.text(in.request().body()).orElse(""));
        room.saves().soon();
    }

    /** The caller's INVITE once more: repeated after the stack forgot it, or merged (RFC 3261 §8.2.2.2). */
    private void again(SipEvent.RequestIn in) {
        CallerLeg caller = room.caller();
        if (in.request().is(Methods.INVITE) && caller.first().isRepeatedBy(in.request())) {
            caller.first().repeatIn(in.transaction());
        } else if (!in.request().is(Methods.ACK)) {
            caller.respond(in.transaction(), in.request().is(Methods.INVITE) ? 482 : 481);
        }
    }

    private void cancel(SipEvent.CancelIn in) {
        CallerLeg caller = room.caller();
        Optional<Leg> sender = room.legs().stream()
                .filter(leg ->
                        leg.server().filter(s -> s.is(in.inviteTransaction())).isPresent())
                .findFirst();
        if (sender.isEmpty()) {
            boolean known = caller.first().is(in.inviteTransaction());
            caller.respond(in.transaction(), known ? 200 : 481);
            return;
        }
        sender.get().respond(in.transaction(), 200);
        if (sender.get() == caller && !caller.answered()) {
            room.ending().callerGone(CallEvent.How.CANCEL, Ending.reason(in.cancel()), 487);
        } else {
            sender.get().server().ifPresent(server -> server.cancel(in.cancel()));
        }
    }

    private void stray(SipEvent.RequestIn in) {
        if (!in.request().is(Methods.ACK)) {
            turn.order(new SipOrder.Respond(
                    in.transaction(), Draft.response(481, in.request().to().tag())));
        }
    }

    private Optional<Leg> owner(String branch, String callId) {
        for (Leg leg : room.legs()) {
            if (leg.owns(branch)) {
                return Optional.of(leg);
            }
        }
        return legOf(callId);
    }

    private Optional<Leg> legOf(String callId) {
        for (Leg leg : room.legs()) {
            if (leg.dialog().callId().equals(callId)) {
                return Optional.of(leg);
            }
        }
        return Optional.empty();
    }
}
