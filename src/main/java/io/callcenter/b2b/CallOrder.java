package io.callcenter.b2b;

import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Field;
import io.callcenter.message.SipUri;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the contact center wants done with a call's legs (docs/design/legs.md 6). Repeated, unknown or late orders are no-ops. */
public sealed interface CallOrder extends LegInput {
    /** The call that it is about. */
    CallId call();

    /** Purpose of a leg. */
    enum Purpose {
        AGENT,
        ANNOUNCEMENT,
        /** Queue announcement for a caller who is transferred: it may take them from an agent. */
        MUSIC,
        /** Somebody who is no agent, to whom a caller is transferred. */
        OUTSIDE;

        /** Whether somebody answers it who talks to the caller. */
        public boolean talks() {
            return this == AGENT || this == OUTSIDE;
        }
    }

    /** Whose description goes to the other. */
    enum Offer {
        /** The target is asked for an offer. */
        THEIRS,
        /** The target gets the caller's description, since it is known to refuse to be asked. */
        CALLERS
    }

    /**
     * A target to dial.
     *
     * @param uri SIP URI
     * @param hop where it is, resolved; empty when it could not be resolved: the leg is refused
     */
    record Target(String uri, Optional<Hop> hop) {
        public Target {
            Objects.requireNonNull(uri);
            Objects.requireNonNull(hop);
        }
    }

    /**
     * Joins the caller to a target: first leg or move, by the caller's state; a second one only as queue announcement beside an agent not yet
     * connected.
     *
     * @param display From display name, unquoted; empty = none
     * @param headers additional header fields for the INVITE
     * @param announcement what an agent hears before they are joined, if anything
     * @param offer which of the two describes their session first, where the caller is answered already; {@link Offer#THEIRS} in records of versions
     *     without it
     */
    record Connect(
            CallId call,
            LegId leg,
            Purpose purpose,
            Target target,
            String display,
            List<Field> headers,
            Optional<Target> announcement,
            Offer offer)
            implements CallOrder {
        /** Copies the fields. */
        public Connect {
            headers = List.copyOf(headers);
            offer = offer == null ? Offer.THEIRS : offer;
        }

        /** An order by which the target is asked for its offer. */
        public Connect(
                CallId call,
                LegId leg,
                Purpose purpose,
                Target target,
                String display,
                List<Field> headers,
                Optional<Target> announcement) {
            this(call, leg, purpose, target, display, headers, announcement, Offer.THEIRS);
        }
    }

    /** Gives up a leg; the current leg too: the caller is then with nobody. */
    record Drop(CallId call, LegId leg) implements CallOrder {}

    /**
     * Refuses an unanswered caller with that code; an answered one gets BYE. An empty reason is the usual one.
     *
     * @param code 300 to 699
     * @param redirect with a code below 400: whom the caller shall call instead (RFC 3261 §21.3)
     */
    record Refuse(CallId call, int code, String reason, List<Field> headers, Optional<SipUri> redirect)
            implements CallOrder {
        /** Copies the fields. */
        public Refuse {
            headers = List.copyOf(headers);
        }

        /** Refuses without naming anybody else. */
        public Refuse(CallId call, int code, String reason, List<Field> headers) {
            this(call, code, reason, headers, Optional.empty());
        }
    }

    /**
     * Answers the REFER of that leg that waits for it (RFC 3515): 202 takes it, 300 to 699 refuses it. What comes more than two seconds after the REFER
     * is told by NOTIFY, because 202 was sent meanwhile.
     */
    record AnswerRefer(CallId call, LegId leg, int code) implements CallOrder {}

    /**
     * How the transfer of that leg ended: its last NOTIFY says so. After a 2xx the leg, which the caller has left, gets BYE when the NOTIFY was
     * answered.
     */
    record Notify(CallId call, LegId leg, int code) implements CallOrder {}

    /** Tells the peer of that leg something by INFO (RFC 6086), once; a peer that does not take it is told nothing more. */
    record Inform(CallId call, LegId leg, String type, String body) implements CallOrder {}

    /**
     * Lets the leg that the caller is with go over to another call, which gets {@link Adopt} for it under a name of its own, whether it can go or not: as
     * soon as nothing is open in its dialog, within 10 s. The caller is with nobody until the other call gives it back, because nobody could be joined to it
     * there. {@link End} waits for the going.
     */
    record Hand(CallId call, LegId leg, CallId to, LegId as) implements CallOrder {
        /** What the other call gets where the leg cannot go. */
        public Adopt failed() {
            return adopt(Optional.empty());
        }

        /** What the other call gets. */
        public Adopt adopt(Optional<SavedLegs.Leg> leg) {
            return new Adopt(to, as, leg, this);
        }

        /** What comes of a leg that was not joined there. */
        public GiveBack back(Optional<SavedLegs.Leg> leg) {
            return new GiveBack(call, this.leg, leg, this);
        }
    }

    /**
     * Joins the caller to a leg of another call, as {@link Connect} does to a new one. It ends if that is not possible.
     *
     * @param from what it was there; empty when it could not go
     * @param by what led to it
     */
    record Adopt(CallId call, LegId leg, Optional<SavedLegs.Leg> from, Hand by) implements CallOrder {
        public Adopt {
            Objects.requireNonNull(from);
            Objects.requireNonNull(by);
        }

        /** What the call that the leg has left gets, once it is on disk that it is here. */
        public Adopted done() {
            return new Adopted(by.call(), by.leg());
        }
    }

    /**
     * A leg that had gone over to another call, where nobody could be joined to it, is the caller's again without a word to its peer.
     *
     * @param from what it was there; empty when it is over
     * @param by what had led it there
     */
    record GiveBack(CallId call, LegId leg, Optional<SavedLegs.Leg> from, Hand by) implements CallOrder {
        public GiveBack {
            Objects.requireNonNull(from);
            Objects.requireNonNull(by);
        }

        /** What the call that has given it back gets, once it is on disk that it is here. */
        public Adopted done() {
            return new Adopted(by.to(), by.as());
        }
    }

    /** A leg that has gone over to another call is that call's from now on, also after a crash. */
    record Adopted(CallId call, LegId leg) implements CallOrder {}

    /**
     * Answers the INVITE of somebody who wants an agent's place ({@link CallEvent.TakeAsked}).
     *
     * @param leg theirs
     * @param as AGENT or OUTSIDE
     * @param code 200: the caller is joined to them, as {@link Connect} does to a target; 300 to 699 refuses them
     */
    record Take(CallId call, LegId leg, Purpose as, int code) implements CallOrder {}

    /**
     * Ends the call on all sides.
     *
     * @param reason in words, for the peers; empty = they are told none
     */
    record End(CallId call, String reason) implements CallOrder {}
}
