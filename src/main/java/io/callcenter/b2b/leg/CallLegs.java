package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.LegInput;
import io.callcenter.b2b.LegOutput;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The legs of one call, from the first INVITE to the last tombstone. One thread at a time.
 *
 * <p>The first input is the initial INVITE as {@link SipEvent.RequestIn}: it yields {@link CallEvent.Arrived}; 100 Trying was sent before. When each peer
 * knows that the call is over ({@link #settled}), little of it is kept.
 */
public final class CallLegs {
    private final CallId call;
    private Optional<OpenCall> open;
    private Optional<EndedCall> ended = Optional.empty();

    /** Legs of a call about to arrive. */
    public CallLegs(CallId call, LegSettings settings, FreshNames names) {
        this(call, new OpenCall(call, settings, names));
    }

    private CallLegs(CallId call, OpenCall open) {
        this.call = call;
        this.open = Optional.of(open);
    }

    /** The call. */
    public CallId call() {
        return call;
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
        OpenCall open = OpenCall.of(saved, settings, names);
        return open.restore(new CallLegs(saved.call(), open), saved, now);
    }

    /** Ends a leg that one call has handed over to another one that is no longer there. */
    public static SipOrder.Send bye(SavedLegs.Leg leg, LegSettings settings, FreshNames names) {
        Dialog dialog = new Dialog(leg.dialog());
        Draft bye = dialog.request(Methods.BYE).with(HeaderName.USER_AGENT, FieldValue.of(settings.product()));
        return new SipOrder.Send(new OutgoingRequest(names.branch(), bye), dialog.hop());
    }

    /**
     * Takes one input and says what follows from it. Messages that belong to no leg here are answered as strays (docs/design/legs.md 3.9).
     */
    public LegOutput handle(LegInput input, Instant now) {
        if (open.isEmpty()) {
            return ended.orElseThrow().handle(input, now);
        }
        LegOutput output = open.get().handle(input, now);
        ended = open.get().ended();
        if (ended.isPresent()) {
            open = Optional.empty();
        }
        return output;
    }

    /** Whether the call is over and little of it is kept. */
    public boolean isSmall() {
        return open.isEmpty();
    }

    /** When {@link SipEvent.Wake} is wanted at the latest; empty when nothing is pending. */
    public Optional<Instant> nextDeadline() {
        return open.isPresent()
                ? open.get().nextDeadline()
                : ended.orElseThrow().nextDeadline();
    }

    /** Whether the call is over and its last tombstone has passed. */
    public boolean gone() {
        return open.isPresent() ? open.get().gone() : ended.orElseThrow().gone();
    }

    /** Whether every leg was ended and its peer knows it: what is left is to remember them for late messages. */
    public boolean settled() {
        return open.isEmpty() || open.get().settled();
    }
}
