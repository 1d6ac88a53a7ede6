package io.callcenter.b2b;

import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.Head;
import io.callcenter.message.NameAddress;
import io.callcenter.message.SipUri;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The legs' part of a saved call (docs/design/legs.md 7): records of plain values, fit for JSON where values of messages are written as their text,
 * from which {@code CallLegs#restore} takes the call up again.
 *
 * @param format of this record, {@link #FORMAT}; others are refused when they are taken up
 * @param version rises with each save of this call
 * @param events number of the last event
 * @param caller the caller's leg
 * @param legs our legs that are not gone yet, the leaving ones too
 * @param setups Connect orders under way
 * @param right the leg whose media the caller has
 * @param heard the leg that the caller's session points at, empty = unknown or none
 * @param known ids of the last legs that were ordered
 * @param limit when the call may last no longer, once the caller is answered
 * @param over why the call has ended, when only its legs still have to
 * @param facts the last facts that were reported, oldest first: the contact center may not have heard them before a crash
 */
public record SavedLegs(
        int format,
        int version,
        CallId call,
        long events,
        Caller caller,
        List<Leg> legs,
        List<Setup> setups,
        Optional<LegId> right,
        Optional<LegId> heard,
        List<LegId> known,
        Optional<Instant> limit,
        Optional<CallEvent.Cause> over,
        List<CallEvent> facts) {
    /** The format that is written now. */
    public static final int FORMAT = 2;

    /** Copies the lists; refuses missing parts. */
    public SavedLegs {
        Objects.requireNonNull(call);
        Objects.requireNonNull(caller);
        Objects.requireNonNull(right);
        Objects.requireNonNull(heard);
        Objects.requireNonNull(limit);
        Objects.requireNonNull(over);
        legs = List.copyOf(legs);
        setups = List.copyOf(setups);
        known = List.copyOf(known);
        facts = List.copyOf(facts);
    }

    /** These records without the legs that went over to another one of them: each leg has one owner (docs/design/legs.md 3.11). */
    public static List<SavedLegs> owned(List<SavedLegs> all) {
        Set<String> elsewhere = all.stream()
                .flatMap(record -> record.legs().stream())
                .filter(leg -> !leg.lent())
                .map(leg -> leg.dialog().callId())
                .collect(Collectors.toSet());
        Predicate<Leg> gone =
                leg -> leg.lent() && elsewhere.contains(leg.dialog().callId());
        return all.stream()
                .map(record -> record.legs().stream().anyMatch(gone) ? record.without(gone) : record)
                .toList();
    }

    private SavedLegs without(Predicate<Leg> gone) {
        return new SavedLegs(
                format,
                version,
                call,
                events,
                caller,
                legs.stream().filter(gone.negate()).toList(),
                setups,
                right,
                heard,
                known,
                limit,
                over,
                facts);
    }

    /** The session description in a body, as {@link Invite} keeps the offer of a 2xx; empty when it has none. */
    public static Optional<String> descriptionIn(Body body) {
        return Bodies.text(body);
    }

    /**
     * A dialog (docs/design/legs.md 1).
     *
     * @param cseq number of our last request
     * @param remoteCseq highest number of the peer's requests, -1 = none yet
     * @param routes route set in the order of Route headers
     * @param target remote target
     * @param hop where the peer was heard from last
     * @param updates whether the peer takes UPDATE
     * @param session the session timer; absent in records of versions without one
     */
    public record Dialog(
            String callId,
            SipUri contact,
            NameAddress local,
            NameAddress remote,
            long cseq,
            long remoteCseq,
            List<String> routes,
            SipUri target,
            Hop hop,
            boolean updates,
            Optional<Session> session) {
        /** Copies the route set. */
        public Dialog {
            routes = List.copyOf(routes);
            Objects.requireNonNull(session);
        }
    }

    /**
     * A session timer (RFC 4028).
     *
     * @param seconds until the session expires without a refresh
     * @param ours whether we refresh it
     */
    public record Session(int seconds, boolean ours) {}

    /**
     * The session descriptions of a dialog (docs/design/legs.md 2).
     *
     * @param origin id in our origin line
     * @param version last version in it
     * @param places streams by place
     * @param received the peer's last body that became part of a session
     * @param agreed our last body that became part of a session
     */
    public record Descriptions(
            String address,
            long origin,
            long version,
            List<Place> places,
            Optional<String> received,
            Optional<String> agreed) {
        /** Copies the places. */
        public Descriptions {
            places = List.copyOf(places);
        }
    }

    /** What was last described at one place of a dialog's streams. */
    public record Place(String type, Sdp.Family family, String protocol, String formats) {}

    /** How far an INVITE of ours is. */
    public enum Progress {
        /** No final answer yet. */
        OPEN,
        /** Answered with 2xx, our ACK is due. */
        ANSWERED,
        /** Acknowledged, so recently that the 2xx may still be repeated. */
        ACKED
    }

    /**
     * An INVITE of ours.
     *
     * @param request as it was sent, without its body
     * @param offered whether it had an offer
     * @param tag To tag of the 2xx that answered it
     * @param offer session description of that 2xx where it is an offer
     * @param ack the ACK sent for it
     * @param at when that was, or when it failed; the time of saving before that
     */
    public record Invite(
            OutgoingRequest request,
            boolean offered,
            Progress progress,
            Optional<String> tag,
            Optional<String> offer,
            Optional<OutgoingRequest> ack,
            Instant at) {}

    /**
     * A leg that we set up.
     *
     * @param confirmed whether its first INVITE was acknowledged
     * @param leaving whether it only has to be ended
     * @param realm for which its first INVITE proved who calls; absent in records of versions without it
     * @param joinedAs what it was when the caller was joined to it; empty before that, absent in records of versions without it
     * @param referral the transfer that its peer asked for, as long as nobody knows that it was told how it ended; absent in records of versions without it
     * @param taker what only those have who took an agent's place; absent in records of versions without it
     * @param lent whether it has gone over to another call and only has to be ended where that one does not know; false in records of versions without it
     */
    public record Leg(
            LegId id,
            Dialog dialog,
            Descriptions descriptions,
            List<Invite> invites,
            boolean confirmed,
            boolean leaving,
            Optional<String> realm,
            Optional<CallOrder.Purpose> joinedAs,
            Optional<Referral> referral,
            Optional<Taker> taker,
            Boolean lent) {
        /** Copies the INVITEs. */
        public Leg {
            invites = List.copyOf(invites);
            Objects.requireNonNull(realm);
            Objects.requireNonNull(joinedAs);
            referral = Objects.requireNonNullElse(referral, Optional.empty());
            taker = Objects.requireNonNullElse(taker, Optional.empty());
            lent = Objects.requireNonNullElse(lent, false);
        }

        /** The same leg as one of another call, whose caller is not joined to it yet. */
        public Leg as(LegId other) {
            return new Leg(
                    other,
                    dialog,
                    descriptions,
                    invites,
                    confirmed,
                    false,
                    realm,
                    Optional.empty(),
                    Optional.empty(),
                    taker,
                    false);
        }
    }

    /**
     * The first INVITE of a leg whose peer has called us to take an agent's place.
     *
     * @param invite what answers need of it, its Via fields as received
     * @param ok our 2xx, from the moment when it may be sent until its ACK has come
     */
    public record Taker(Head invite, Optional<Draft> ok) {
        /** Refuses nulls. */
        public Taker {
            Objects.requireNonNull(invite);
            Objects.requireNonNull(ok);
        }
    }

    /**
     * A transfer that was taken and has not ended.
     *
     * @param event value of the Event field of its NOTIFYs
     * @param silent whether the peer wants none
     * @param aside whether the caller hears music until the target is joined
     */
    public record Referral(String event, boolean silent, boolean aside) {}

    /**
     * The caller's leg.
     *
     * @param invite what answers need of their first INVITE, its Via fields as received
     * @param hops how many a first INVITE of ours may take
     * @param privacy values of the Privacy fields of their INVITE
     * @param asserted who they are by the word of a source whose word counts; absent in records of versions without it
     * @param tags our tags toward them
     * @param ok our 2xx under the tag of the dialog, as long as its ACK has not come
     * @param confirmed whether the ACK has come
     * @param invites open re-INVITEs of ours
     * @param leaving whether they only have to be sent a BYE, or nothing more when they were never answered
     */
    public record Caller(
            Head invite,
            int hops,
            List<String> privacy,
            Optional<NameAddress> asserted,
            Dialog dialog,
            Descriptions descriptions,
            List<String> tags,
            Optional<Draft> ok,
            boolean confirmed,
            List<Invite> invites,
            boolean leaving,
            boolean gone) {
        /** Copies the lists. */
        public Caller {
            privacy = List.copyOf(privacy);
            Objects.requireNonNull(asserted);
            tags = List.copyOf(tags);
            invites = List.copyOf(invites);
        }
    }

    /** How far a Connect order is. */
    public enum Step {
        /** The target has not answered. */
        RINGING,
        /** The target is accepted for an unanswered caller. */
        ACCEPTING,
        /** The target has made an offer, the caller is asked to take it. */
        SWITCHING,
        /** The target has made an offer for the announcement that they hear first. */
        DIALLING,
        /** The announcement plays. */
        PLAYING,
        /** The announcement is over, the target is asked for a new offer. */
        JOINING,
        /** The caller is asked to take the offer of somebody who takes the agent's place. */
        TAKING;

        /** Whether a set-up may go on from this to that. */
        public boolean leadsTo(Step next) {
            return switch (this) {
                case RINGING -> next == ACCEPTING || next == SWITCHING || next == DIALLING || next == TAKING;
                case DIALLING -> next == PLAYING;
                case PLAYING -> next == JOINING;
                case ACCEPTING, SWITCHING, JOINING, TAKING -> false;
            };
        }
    }

    /**
     * A Connect order under way.
     *
     * @param branch of the INVITE whose offer is unanswered, in {@link Step#SWITCHING}; else empty
     * @param since when the target's 2xx came; the order's arrival before that
     * @param player the announcement's leg
     * @param until how long the announcement may play
     */
    public record Setup(
            CallOrder.Connect order,
            Step step,
            String branch,
            Instant since,
            Optional<LegId> player,
            Optional<Instant> until) {}
}
