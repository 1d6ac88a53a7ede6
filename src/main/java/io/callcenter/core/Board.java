package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What any thread may read while the lane works: immutable rows replaced at each change, each consistent in itself. Listings copy and sort
 * on the reader's thread and never hold up the lane.
 */
public interface Board {
    /**
     * An agent's row.
     *
     * @param calls calls bound to them
     * @param wrapUpEnd end of a running or past wrap-up; empty = never one
     * @param maxChats capacity for chats
     * @param order sort key of the listing: offline agents by row, then logged-in ones, longest idle first
     * @param distributed {@code cca_dist_incalls} since the last reset; the other counters likewise (docs/design/behaviour.md 8)
     * @param totals the same counters since start, never reset, in the order distributed, answered, answeredChats, rejected
     * @param pause the one that runs, or begins when what the agent does now is over
     * @param since when the {@link #status} last became another
     * @param lastCall when the last call was over; empty when there was none in this process
     * @param unreachable whether their phone does not answer
     */
    record AgentRow(
            AgentId agent,
            boolean loggedIn,
            AgentState state,
            Optional<Instant> wrapUpEnd,
            int calls,
            int chats,
            int maxChats,
            long order,
            long distributed,
            long answered,
            long answeredChats,
            long rejected,
            long averageTalkSeconds,
            List<Long> totals,
            List<String> skills,
            Optional<Pause> pause,
            Instant since,
            Optional<Instant> lastCall,
            boolean unreachable) {
        public AgentRow {
            totals = List.copyOf(totals);
            skills = List.copyOf(skills);
        }

        /** {@code offline}, {@code free}, {@code incall}, {@code inchat}, {@code wrapup}, {@code paused} or {@code unreachable}. */
        public String status() {
            return Board.status(loggedIn, state, pause.isPresent(), unreachable);
        }
    }

    /** What an agent does, as listings and events say it: a pause shows when call and wrap-up are over. */
    static String status(boolean loggedIn, AgentState state, boolean paused, boolean unreachable) {
        if (!loggedIn) {
            return "offline";
        }
        if (state != AgentState.FREE) {
            return state.label();
        }
        return paused ? "paused" : unreachable ? "unreachable" : state.label();
    }

    /** A flow's row: its settings, gauges, counters since the last reset and totals since start (docs/design/behaviour.md 8, 11.2). */
    record FlowRow(
            Flow flow,
            boolean removed,
            double averageTalkSeconds,
            long processed,
            int logged,
            int free,
            int paused,
            int ongoing,
            int referred,
            int onHold,
            int onHoldChats,
            int queued,
            long arrived,
            long distributed,
            long answered,
            long answeredChats,
            long abandoned,
            long averageWaitSeconds,
            List<Long> totals) {
        public FlowRow {
            totals = List.copyOf(totals);
        }
    }

    /**
     * A call's row.
     *
     * @param queueKey orders the queue; empty when the call is not in it
     * @param queuedSince when it first came into the queue
     * @param talkingSince when it was joined to an agent
     * @param refusals how often an agent refused it or left it unanswered
     * @param segment number of its segment, 1 until an agent has transferred the caller
     * @param transfer target of the transfer that is under way, as {@code cc_transfer} takes it
     * @param number of a caller who stays unknown, where it is kept
     */
    record CallRow(
            CallId call,
            long sequence,
            FlowId flow,
            long priority,
            String skill,
            CallState state,
            Media media,
            String callerUser,
            String callerName,
            Instant received,
            Instant legStarted,
            long estimatedWait,
            Optional<AgentId> agent,
            Optional<QueueKey> queueKey,
            int references,
            Optional<Instant> queuedSince,
            Optional<Instant> talkingSince,
            int refusals,
            int segment,
            Optional<String> transfer,
            Optional<Withheld> number) {}

    /** Place in the queue: head class (0 = put back at the head), priority at entry, entry number (negative and falling for the head). */
    record QueueKey(int headClass, long priority, long entry) implements Comparable<QueueKey> {
        @Override
        public int compareTo(QueueKey o) {
            int byClass = Integer.compare(headClass, o.headClass);
            int byPriority = byClass != 0 ? byClass : Long.compare(priority, o.priority);
            return byPriority != 0 ? byPriority : Long.compare(entry, o.entry);
        }
    }

    /** Global gauges, counters since the last reset and totals since start (docs/design/behaviour.md 8). */
    record Totals(
            long arrived,
            long distributed,
            long answered,
            long answeredChats,
            long abandoned,
            int onHold,
            int onHoldChats,
            int free,
            int logged,
            int queued,
            int ongoing,
            long averageWaitSeconds,
            boolean internalDispatching,
            List<Long> sinceStart) {
        public Totals {
            sinceStart = List.copyOf(sinceStart);
        }
    }

    /** All agents, offline by row first, then longest idle first. */
    List<AgentRow> agents();

    /** All flows, by row; removed ones that still have calls last. */
    List<FlowRow> flows();

    /** All calls, newest first. */
    List<CallRow> calls();

    /** The queue, head first. */
    List<CallRow> queue();

    /** One agent, O(1). */
    Optional<AgentRow> agent(AgentId agent);

    /**
     * The agent, logged in, who sends from that SIP, SIPS or tel address: it is that of their phone, or one of their identities. O(1). It proves nothing
     * where the sender's word does not count.
     */
    Optional<AgentId> sender(String uri);

    /** One flow, O(1). */
    Optional<FlowRow> flow(FlowId flow);

    /** How well a flow is served, O(1). */
    Optional<FlowService> service(FlowId flow);

    /** How an agent spends the day, O(1). */
    Optional<AgentShift> shift(AgentId agent);

    /**
     * The call of which an agent can say what it was about: the one that they talk in, and in the wrap-up the one before.
     *
     * @param required whether the wrap-up lasts until a code is given
     * @param given the last code that it got
     */
    record Coding(CallId call, FlowId flow, boolean required, Optional<String> given) {}

    /** What an agent can give a code to, O(1); empty where no code is provisioned for such a call. */
    Optional<Coding> coding(AgentId agent);

    /** The codes that calls of a flow may have, in the order in which they are provisioned. */
    List<CallCode> codes(FlowId flow);

    /** The calls from agent to agent, which no flow has. */
    Set<CallId> consultations();

    /** One call, O(1). */
    Optional<CallRow> call(CallId call);

    /**
     * How often the contact center had to end something that could not be true (docs/design/architecture.md 7); above 0 means a fault of the program.
     */
    default long repairs() {
        return 0;
    }

    /** What was ended the last time, in words; empty when nothing ever was. */
    default String lastRepair() {
        return "";
    }

    /**
     * Transfers of one kind that ended in one way.
     *
     * @param kind {@code blind} or {@code command}
     * @param target {@code flow}, {@code agent}, {@code outside}; {@code unknown} where it was refused at once
     * @param outcome {@code transferred}, {@code failed}, {@code refused} at once, or {@code ended}: the call was over before
     */
    record TransferKind(String kind, String target, String outcome) {}

    /** Agents who are logged in and whose phones do not answer. */
    default int unreachableAgents() {
        return 0;
    }

    /** Probes that were answered, since the start of the process. */
    default long answeredProbes() {
        return 0;
    }

    /** Probes that were not. */
    default long missedProbes() {
        return 0;
    }

    /** Header fields that were too much to go with their callers, since the start of the process. */
    default long omittedFields() {
        return 0;
    }

    /** How many transfers ended since the start of the process. */
    default Map<TransferKind, Long> transfers() {
        return Map.of();
    }

    /** The marks of rows that change, for who follows the board. */
    RowChanges rowChanges();

    /** The global row. */
    Totals totals();
}
