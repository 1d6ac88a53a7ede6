package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What must happen because of a signal; one route {@code direct:effect-<kind>} each, in the order given (docs/design/architecture.md 4). */
public sealed interface Effect {
    /** The call that this effect belongs to, or empty: effects of one call are carried out in order. */
    Optional<CallId> about();

    /** Whether it is a record, which has to reach the journal; not an order, a measurement or a line of the log. */
    default boolean isRecord() {
        return !(this instanceof Connect
                || this instanceof AnswerRefer
                || this instanceof Notify
                || this instanceof Hand
                || this instanceof Drop
                || this instanceof Refuse
                || this instanceof End
                || this instanceof Sample
                || this instanceof LogCall
                || this instanceof LogAgent
                || this instanceof ProbeAgent
                || this instanceof WatchAgent
                || this instanceof Inform);
    }

    /** Purpose of a leg. */
    enum Purpose {
        AGENT,
        ANNOUNCEMENT,
        /** Queue announcement of the flow that a caller is transferred to. */
        MUSIC,
        /** Somebody who is no agent. */
        OUTSIDE
    }

    /**
     * What the report of a call says of a transfer.
     *
     * @param kind {@code blind}, {@code attended}, {@code pickup}, {@code back} or {@code command}; empty where it is about no transfer
     * @param target {@code flow:}, {@code agent:} or {@code uri:} and its name
     * @param segment number of the call's segment
     * @param by who transferred the caller, once that is decided
     * @param code why it failed, else 0
     */
    record TransferNote(String kind, String target, int segment, Optional<AgentId> by, int code) {
        /** No transfer. */
        public static final TransferNote NONE = new TransferNote("", "", 0, Optional.empty(), 0);
    }

    /**
     * What the INVITE of a transfer target says of it.
     *
     * @param referredBy value of Referred-By, or empty
     * @param replaces value of Replaces, or empty
     */
    record Referral(String referredBy, String replaces) {
        /** A call that nobody referred. */
        public static final Referral NONE = new Referral("", "");
    }

    /**
     * What an agent's INVITE says of what was before.
     *
     * @param passed header fields that go with the caller
     * @param transfers how often they were transferred before
     * @param by who transferred them last
     */
    record Story(PassedFields passed, int transfers, Optional<AgentId> by) {
        /** A caller who brought nothing along and was not transferred. */
        public static final Story NONE = new Story(PassedFields.NONE, 0, Optional.empty());
    }

    /**
     * Sets up a leg and joins the caller to it; a second one beside an agent not yet connected is the queue announcement (docs/design/legs.md 6).
     *
     * @param uri target, with the position parameter where asked for
     * @param display From display name, prefix included; empty = none
     * @param agent the agent behind it, for agents' legs
     * @param agentAnnouncement URI that the agent hears first, or empty
     * @param state the state that the call is entering, for {@code CcState}
     * @param param the opaque value of the call, may be empty
     * @param callersOffer the target gets the caller's description at once, since it is known to refuse to be asked for an offer
     * @param referral of a transfer
     * @param story for agents
     */
    record Connect(
            CallId call,
            LegId leg,
            Purpose purpose,
            String uri,
            String display,
            FlowId flow,
            Optional<AgentId> agent,
            String agentAnnouncement,
            CallState state,
            String param,
            boolean callersOffer,
            Referral referral,
            Story story)
            implements Effect {
        /** A leg that belongs to no transfer and is asked for an offer. */
        public Connect(
                CallId call,
                LegId leg,
                Purpose purpose,
                String uri,
                String display,
                FlowId flow,
                Optional<AgentId> agent,
                String agentAnnouncement,
                CallState state,
                String param) {
            this(
                    call,
                    leg,
                    purpose,
                    uri,
                    display,
                    flow,
                    agent,
                    agentAnnouncement,
                    state,
                    param,
                    false,
                    Referral.NONE,
                    Story.NONE);
        }

        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /**
     * Follows from now on what is told of an agent's phone, in place of an address that was followed before; {@link Signal.AgentProbed} says what.
     *
     * @param location empty = none any more
     */
    record WatchAgent(AgentId agent, String location) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.empty();
        }
    }

    /** Asks an agent's phone whether it is there; {@link Signal.AgentProbed} is awaited. */
    record ProbeAgent(AgentId agent, String location) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.empty();
        }
    }

    /** Answers the REFER of a leg: 202, or why not. */
    record AnswerRefer(CallId call, LegId leg, int code) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /** Answers whoever wants an agent's place: 200, the caller goes to them, or why not. */
    record Take(CallId call, LegId leg, Purpose as, int code) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /** Tells a leg how the transfer that it asked for ended, by the code of the target's last answer or one of ours; 200 also ends the leg. */
    record Notify(CallId call, LegId leg, int code) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /** Lets the leg that the caller of one call talks to go over to the caller of another, where it is a leg of that name that is being set up. */
    record Hand(CallId call, LegId leg, CallId to, LegId as) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /**
     * Tells the server of a queue announcement which place the caller has.
     *
     * @param position 0 = next
     * @param seconds that the wait is expected to last; empty = unknown
     */
    record Inform(CallId call, LegId leg, int position, OptionalInt seconds) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /** Gives up a leg. */
    record Drop(CallId call, LegId leg) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /** Refuses an unanswered caller with the code that an announcement gave (mapped by docs/design/legs.md 4.3), an answered one gets BYE. */
    record Refuse(CallId call, int code) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /**
     * Ends the call on all sides.
     *
     * @param told whether the reason is in the words of whoever ended it, so that the peers are told, too
     */
    record End(CallId call, String reason, boolean told) implements Effect {
        /** One whose reason is for our log only. */
        public End(CallId call, String reason) {
            this(call, reason, false);
        }

        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /** Saves the core's part of a call. */
    record SaveCall(SavedCall saved) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(saved.call());
        }
    }

    /** Forgets a saved call; comes after its final {@link WriteCdr}. */
    record ForgetCall(CallId call) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /**
     * Writes the record of a call from agent to agent, which is in {@code cc_x_segments} only.
     *
     * @param part without a flow; the agent is who was called, {@code by} who called
     */
    record WriteConsultation(Cdr part) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(part.call());
        }
    }

    /** Writes a call detail record. */
    record WriteCdr(Cdr cdr) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(cdr.call());
        }
    }

    /**
     * Publishes an {@code E_CALLCENTER_AGENT_REPORT} (docs/design/behaviour.md 12.1).
     *
     * @param seq rises by one with each report of this agent within this process
     * @param status {@code offline}, {@code free}, {@code incall}, {@code inchat}, {@code wrapup}, {@code paused} or {@code unreachable}
     * @param wrapUpEnds when in wrap-up
     * @param flow at a dispatch
     * @param sessions after the increment, at a chat's dispatch
     * @param pause the one that runs, or begins when what the agent does now is over
     * @param pauseTooLong whether the pause is longer than its reason allows, which is why it is reported
     */
    record ReportAgent(
            AgentId agent,
            long seq,
            String status,
            Optional<Instant> wrapUpEnds,
            Optional<FlowId> flow,
            OptionalInt sessions,
            Optional<Pause> pause,
            boolean pauseTooLong,
            Instant at)
            implements Effect {
        public ReportAgent tooLong() {
            return new ReportAgent(agent, seq, status, wrapUpEnds, flow, sessions, pause, true, at);
        }

        /** A report of an agent who is not paused. */
        public ReportAgent(
                AgentId agent,
                long seq,
                String status,
                Optional<Instant> wrapUpEnds,
                Optional<FlowId> flow,
                OptionalInt sessions,
                Instant at) {
            this(agent, seq, status, wrapUpEnds, flow, sessions, Optional.empty(), false, at);
        }

        @Override
        public Optional<CallId> about() {
            return Optional.empty();
        }
    }

    /**
     * Publishes an {@code E_CALLCENTER_CALL_REPORT} (docs/design/interfaces.md 2).
     *
     * @param position queue position, 0 = next, when the state is {@code queued}
     * @param reason when ended: {@code answered}, {@code abandoned}, {@code dissuaded}, {@code failed}, {@code timeout}, {@code released}; else
     *     empty
     * @param param the opaque value of the call
     * @param passed header fields that go with the caller, where reports have them
     */
    record ReportCall(
            CallId call,
            FlowId flow,
            CallState state,
            Optional<AgentId> agent,
            OptionalInt position,
            String reason,
            String param,
            Instant at,
            TransferNote transfer,
            PassedFields passed)
            implements Effect {
        /** A report without header fields. */
        public ReportCall(
                CallId call,
                FlowId flow,
                CallState state,
                Optional<AgentId> agent,
                OptionalInt position,
                String reason,
                String param,
                Instant at,
                TransferNote transfer) {
            this(call, flow, state, agent, position, reason, param, at, transfer, PassedFields.NONE);
        }

        /** A report that has nothing to do with a transfer. */
        public ReportCall(
                CallId call,
                FlowId flow,
                CallState state,
                Optional<AgentId> agent,
                OptionalInt position,
                String reason,
                String param,
                Instant at) {
            this(call, flow, state, agent, position, reason, param, at, TransferNote.NONE, PassedFields.NONE);
        }

        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /**
     * Publishes an {@code E_CALLCENTER_PROVISIONING_REPORT}: what a reload did, and which rows it left out; at the start only the latter.
     *
     * @param skipped rows that are not as they stand in the table, with the reason; where that says so, the former definition is still used
     */
    record ReportProvisioning(
            ReloadDifference<FlowId> flows, ReloadDifference<AgentId> agents, List<SkippedRow> skipped, Instant at)
            implements Effect {
        public ReportProvisioning {
            skipped = List.copyOf(skipped);
        }

        @Override
        public Optional<CallId> about() {
            return Optional.empty();
        }
    }

    /** Writes an agent's wrap-up end to their row (docs/design/behaviour.md 1.5). */
    record SaveWrapUp(AgentId agent, Instant end) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.empty();
        }
    }

    /** Saves a runtime login (B25). */
    record SaveLogin(SavedLogin login) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.empty();
        }
    }

    /** Saves what was counted, now and then. */
    record SaveFigures(SavedFigures figures) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.empty();
        }
    }

    /** Writes what somebody said a call was about. */
    record WriteCode(GivenCode code) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(code.call());
        }
    }

    /**
     * Publishes an {@code E_CALLCENTER_CODE_REPORT}.
     *
     * @param agent who had the call
     */
    record ReportCode(CallId call, String code, Optional<AgentId> agent, FlowId flow, Instant at) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /** Writes what was counted in a quarter of an hour that is over; of two of the same quarter the one with the higher version counts. */
    record SaveInterval(Interval interval) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.empty();
        }
    }

    /**
     * Writes a line about a call that has ended to the log.
     *
     * @param agent who talked to the caller, or was ringing when the call ended
     * @param waited from its reception until caller and agent were joined, or until its end
     * @param talked zero where caller and agent were never joined
     * @param refusals how often an agent refused the call or left it unanswered
     * @param reason as in the last {@link ReportCall}
     * @param why who hung up, or what failed
     */
    record LogCall(
            CallId call,
            FlowId flow,
            Caller caller,
            Optional<AgentId> agent,
            Duration waited,
            Duration talked,
            int refusals,
            String reason,
            String why)
            implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.of(call);
        }
    }

    /**
     * Writes a line to the log about an agent whose phone refuses offers for a cause that will not pass by itself; once for each code.
     *
     * @param code of the refusal, or {@link #LATE_OFFER}
     * @param rest how long they get no call because of it; may be zero
     */
    record LogAgent(AgentId agent, int code, Duration rest) implements Effect {
        /** Calls are taken, but not without an offer: they are sent with one from now on. */
        public static final int LATE_OFFER = 0;

        @Override
        public Optional<CallId> about() {
            return Optional.empty();
        }
    }

    /** What is measured for histograms. */
    enum Measure {
        /** Reception to establishment, or to the end of an unanswered call. */
        WAITING,
        /** An agent's leg from its start to answer or refusal. */
        RINGING,
        /** Establishment to the end. */
        TALKING,
        /** From the moment an agent became free to the INVITE of a call that waited for them. */
        DISPATCHING
    }

    /** Feeds a histogram of the metrics. */
    record Sample(Measure measure, FlowId flow, Duration value) implements Effect {
        @Override
        public Optional<CallId> about() {
            return Optional.empty();
        }
    }
}
