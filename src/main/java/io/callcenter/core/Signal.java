package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that can happen to the contact center. Facts about calls carry the time at which they happened where it matters. */
public sealed interface Signal {
    /**
     * A caller wants in (docs/design/behaviour.md 2).
     *
     * @param sequence the call's number, {@code cc_cdrs.cid} (B54): unique, rising
     * @param param opaque value, may be empty (docs/design/behaviour.md 2.5)
     * @param flow its id, or, from an agent, another agent's {@code dial} or id
     * @param passed header fields that go with the caller
     * @param agent who makes the call, where it is one of ours
     */
    record CallArrived(
            CallId call,
            long sequence,
            FlowId flow,
            Caller caller,
            MediaOffer media,
            String param,
            PassedFields passed,
            Optional<AgentId> agent)
            implements Signal {
        /** A caller who is no agent. */
        public CallArrived(
                CallId call,
                long sequence,
                FlowId flow,
                Caller caller,
                MediaOffer media,
                String param,
                PassedFields passed) {
            this(call, sequence, flow, caller, media, param, passed, Optional.empty());
        }

        /** A caller who brings nothing along. */
        public CallArrived(CallId call, long sequence, FlowId flow, Caller caller, MediaOffer media, String param) {
            this(call, sequence, flow, caller, media, param, PassedFields.NONE);
        }

        /** The same from that agent. */
        public CallArrived by(AgentId caller) {
            return new CallArrived(call, sequence, flow, this.caller, media, param, passed, Optional.of(caller));
        }
    }

    /** The leg's peer gave a provisional answer above 100. */
    record LegProgress(CallId call, LegId leg, int code) implements Signal {}

    /** The leg's peer picked up at that time; its media is not joined yet. */
    record LegAnswered(CallId call, LegId leg, Instant at) implements Signal {}

    /** The leg's peer refused to be asked for an offer and took the caller's: it is asked for none any more. */
    record LateOfferRefused(CallId call, LegId leg) implements Signal {}

    /** Caller and leg hear each other since that time: established (docs/design/legs.md 6). */
    record LegConnected(CallId call, LegId leg, Instant at) implements Signal {}

    /** The leg's peer refused or did not answer (408), or the offer never left us; nothing happened to the caller. */
    record LegRefused(CallId call, LegId leg, int code, Instant at) implements Signal {
        /** The peer's address leads nowhere: no such host, no connection, no transport of ours. */
        public static final int NOT_REACHED = 0;
        /** The offer could not be made, or is too large to be sent to anybody: the peer has nothing to do with it. */
        public static final int NOT_SENT = 1;
    }

    /**
     * The peer had answered, but the caller could not be joined to it.
     *
     * @param byCaller whether the caller's side failed (then the agent is not to blame)
     * @param hearsCurrent whether the caller still hears the former current leg
     */
    record LegNotJoined(CallId call, LegId leg, boolean byCaller, int code, boolean hearsCurrent, Instant at)
            implements Signal {}

    /** A leg that the core dropped, or that fell with its call, is gone before it was connected. */
    record LegDropped(CallId call, LegId leg) implements Signal {}

    /** Who ended a connected leg. */
    enum EndedBy {
        /** Its peer said BYE. */
        PEER,
        /** We did, by order. */
        US,
        /** It stopped answering. */
        DEAD,
        /** The return to it after a failed move failed. */
        RETURN_FAILED,
        /** They took an agent's place and never acknowledged that. */
        NO_ACK
    }

    /** A connected leg is over since that time: an announcement that ended, an agent who hung up. */
    record LegEnded(CallId call, LegId leg, EndedBy by, Instant at) implements Signal {}

    /** How a caller went away. */
    enum Gone {
        CANCEL,
        BYE,
        NO_ACK,
        EXPIRED,
        DEAD
    }

    /** The caller is gone since that time; all legs are being ended without our doing. */
    record CallerGone(CallId call, Gone how, Instant at) implements Signal {}

    /**
     * The peer of that leg wants the caller transferred; {@link Effect.AnswerRefer} is awaited.
     *
     * @param replaces value of Replaces for the target's INVITE, or empty
     * @param referredBy value of Referred-By, or empty
     * @param passed header fields that go with the caller, in the place of those of the same name
     * @param hook what a route has said of it
     * @param replaced whose dialog Replaces names, where it is one of ours
     */
    record Referred(
            CallId call,
            LegId leg,
            TransferTarget target,
            String replaces,
            String referredBy,
            PassedFields passed,
            Optional<HookWord> hook,
            Optional<Replaced> replaced,
            Instant at)
            implements Signal {
        /** One that brings nothing along, and that no route was asked about. */
        public Referred(
                CallId call,
                LegId leg,
                TransferTarget target,
                String replaces,
                String referredBy,
                Optional<Replaced> replaced,
                Instant at) {
            this(call, leg, target, replaces, referredBy, PassedFields.NONE, Optional.empty(), replaced, at);
        }

        /** The same where that dialog is replaced, or none: none is where a route has named somebody else. */
        public Referred replacing(Optional<Replaced> other) {
            boolean elsewhere = hook.filter(HookWord::elsewhere).isPresent();
            return new Referred(
                    call, leg, target, replaces, referredBy, passed, hook, elsewhere ? Optional.empty() : other, at);
        }

        /** One that brings nothing along, names no dialog of ours, and that no route was asked about. */
        public Referred(CallId call, LegId leg, TransferTarget target, String replaces, String referredBy, Instant at) {
            this(call, leg, target, replaces, referredBy, PassedFields.NONE, Optional.empty(), Optional.empty(), at);
        }
    }

    /**
     * What a route said of a transfer; its target is checked anew, but not whether the agent may.
     *
     * @param refusal SIP code by which it is refused; 0 = it is not
     * @param place in the flow's queue; empty = as for all transfers
     * @param elsewhere whether it has named another target, who knows nothing of the call that the agent has made
     */
    record HookWord(int refusal, Optional<TransferPolicy.Entry> place, boolean elsewhere) {
        /** One that leaves the target as it is. */
        public HookWord(int refusal, Optional<TransferPolicy.Entry> place) {
            this(refusal, place, false);
        }
    }

    /**
     * Asks whether a transfer would be begun, for a route that may change it; nothing changes. The reply is {@link Reply.MayTransfer} or {@link
     * Reply.Refused}.
     *
     * @param leg whose peer wants it; empty for a command
     * @param replaced as in {@link Referred}
     */
    record AskTransfer(CallId call, Optional<LegId> leg, TransferTarget target, Optional<Replaced> replaced)
            implements Signal {
        /** One that names no dialog of ours. */
        public AskTransfer(CallId call, Optional<LegId> leg, TransferTarget target) {
            this(call, leg, target, Optional.empty());
        }
    }

    /**
     * A dialog of ours that somebody wants replaced.
     *
     * @param call whose it is
     * @param caller whether it is that with the call's caller
     */
    record Replaced(CallId call, boolean caller) {}

    /**
     * Somebody wants the place of the agent who talks to the caller (INVITE with Replaces, RFC 3891); {@link Effect.Take} is awaited.
     *
     * @param leg of that agent
     * @param taker name of the leg that it would become
     * @param sender agent who wants it, if it is one
     * @param referrer agent who has told them to (Referred-By), if it is one
     * @param address of whoever wants it, as others may see it
     */
    record TakeAsked(
            CallId call,
            LegId leg,
            LegId taker,
            Optional<AgentId> sender,
            Optional<AgentId> referrer,
            String address,
            Instant at)
            implements Signal {}

    /** Whoever asked for the transfer that is under way has resumed the session with the caller: it is off. */
    record TakenBack(CallId call, LegId leg, Instant at) implements Signal {}

    /** The caller, who heard music while a transfer was tried, is with that leg's agent again who had asked for it. */
    record LegReturned(CallId call, LegId leg, Instant at) implements Signal {}

    /**
     * Last fact about a call's legs: cause is the text of docs/design/legs.md 6 (LIMIT, SETUP_TIMEOUT, NO_STORE, ENDED …), or NO_LEGS where there are
     * none.
     */
    record CallEnded(CallId call, String cause, Instant at) implements Signal {}

    /**
     * What came of a probe ({@link Effect.ProbeAgent}), or what is told of a phone that is followed ({@link Effect.WatchAgent}).
     *
     * @param location that was asked or is followed
     * @param code of the answer; 0 or 408 where there was none; {@link #THERE}, {@link #AWAY} or {@link #UNKNOWN} of a phone that is followed
     */
    record AgentProbed(AgentId agent, String location, int code) implements Signal {
        /** The phone may be given calls. */
        public static final int THERE = 1;
        /** It may not. */
        public static final int AWAY = -1;
        /** Nothing is told any more. */
        public static final int UNKNOWN = -2;

        /** Whether it was told without being asked. */
        public boolean isTold() {
            return code == THERE || code == AWAY || code == UNKNOWN;
        }
    }

    /** Time passed: sent at least four times a second. */
    record Tick() implements Signal {}

    /** The process is about to stop: what is otherwise saved now and then is saved now. */
    record Stopping() implements Signal {}

    /** Logs an agent in or out (docs/design/behaviour.md 11.2, 11.3). */
    record AgentLogin(AgentId agent, boolean loggedIn) implements Signal {}

    /**
     * New provisioning data (docs/design/behaviour.md 1.5).
     *
     * @param skipped rows that the snapshot leaves out, for the report; they change nothing
     */
    record Reload(Provisioning provisioning, List<SkippedRow> skipped) implements Signal {
        public Reload {
            skipped = List.copyOf(skipped);
        }

        /** A snapshot of rows that are all good. */
        public Reload(Provisioning provisioning) {
            this(provisioning, List.of());
        }
    }

    /** Gives a queued call to an agent by hand (docs/design/behaviour.md 5.7). */
    record DispatchToAgent(CallId call, AgentId agent) implements Signal {}

    /** Reads, or switches and reads, internal dispatching (docs/design/behaviour.md 5.6). */
    record InternalDispatching(Optional<Boolean> on) implements Signal {}

    /** Zeroes the resettable statistics (docs/design/behaviour.md 8). */
    record ResetStatistics() implements Signal {}

    /** Ends whatever holds an agent (docs/design/interfaces.md 1, {@code cc_agent_release}). */
    record ReleaseAgent(AgentId agent, String reason) implements Signal {}

    /** Ends a call on all sides, whatever state it is in ({@code cc_hangup}). */
    record HangUp(CallId call, String reason) implements Signal {}

    /**
     * Moves a call elsewhere, whatever it waits for or whomever it talks to ({@code cc_transfer}).
     *
     * @param place in the flow's queue; empty = as for all transfers
     */
    record Transfer(CallId call, TransferTarget target, Optional<TransferPolicy.Entry> place) implements Signal {}

    /** Gives an agent no further calls until they are ready again. */
    record PauseAgent(AgentId agent, String reason, Pause.By by) implements Signal {}

    /** Ends an agent's pause and wrap-up. */
    record AgentReady(AgentId agent) implements Signal {}

    /** Lets an agent's wrap-up end in so much time from now on; zero = at once. */
    record EndWrapUp(AgentId agent, Duration left) implements Signal {}

    /**
     * Says what a call is or was about.
     *
     * @param note in words, may be empty
     * @param agent who must have the call; empty = whoever
     */
    record CodeCall(CallId call, String code, String note, Optional<AgentId> agent) implements Signal {}

    /** Asks why a call waits or why it went to its agent (docs/design/interfaces.md 1, {@code cc_explain}). */
    record Explain(CallId call) implements Signal {}

    /**
     * Puts the last known state back at start: logins and calls that were saved (docs/design/behaviour.md 10).
     *
     * @param standings where the legs of these calls stand (ADR 0009); of a call that is not in it nothing is known yet
     * @param figures what was counted before
     */
    record Restore(
            List<SavedLogin> logins,
            List<SavedCall> calls,
            Map<CallId, RecoveredLegs> standings,
            List<SavedFigures> figures)
            implements Signal {
        public Restore {
            figures = List.copyOf(figures);
            logins = List.copyOf(logins);
            calls = List.copyOf(calls);
            standings = Map.copyOf(standings);
        }
    }
}
