package io.callcenter.core.rules;

import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.core.PassedFields;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedSegment;
import io.callcenter.core.SegmentFacts;
import io.callcenter.core.Withheld;
import io.callcenter.ids.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Writes call detail records (docs/design/behaviour.md 9). Deviation: B38, times are taken in one way whoever hangs up. */
final class CdrWriter {
    private static final int INBOUND = 1;
    private static final int DISTRIBUTED = 2;
    private static final int ANSWERED = 4;
    private static final int ABANDONED = 8;
    private static final int REJECTED_TYPE = -2;

    private final PendingEffects effects;

    CdrWriter(PendingEffects effects) {
        this.effects = effects;
    }

    /** An agent refused the call, {@code pickUp} after they were rung. */
    void rejection(Call call, Duration pickUp, Instant at) {
        write(call, REJECTED_TYPE, between(call.received(), at), pickUp, Duration.ZERO, stats(call, false), "");
    }

    /** The agent to whom it is transferred refused: a record of the segment that would have begun. */
    void rejection(Call call, LiveAgent liveAgent, Instant began, Duration pickUp, Instant at) {
        Times times = new Times(began, between(began, at), pickUp, Duration.ZERO);
        write(call, Optional.of(liveAgent.id()), REJECTED_TYPE, 0, DISTRIBUTED, times, Optional.empty(), "");
    }

    /** The agent has transferred the caller, who was theirs until then; they are still bound. */
    void segment(Call call, Transfer transfer) {
        Instant joined = call.established().orElse(transfer.begun());
        Times times = new Times(
                call.received(),
                between(call.received(), joined),
                call.pickUp().orElse(Duration.ZERO),
                between(joined, transfer.begun()));
        write(
                call,
                call.agent().map(LiveAgent::id),
                EndKind.ANSWERED.type(),
                call.rejections(),
                stats(call, false),
                times,
                Optional.of(transfer.goal().label()),
                "transferred");
    }

    /** The call's last record; its agent is still bound. */
    void last(Call call, EndKind finish, Instant at) {
        boolean answered = finish.talked();
        Instant waitEnd = answered ? call.established().orElse(at) : at;
        Duration talked = answered ? between(waitEnd, at) : Duration.ZERO;
        write(
                call,
                finish.type(),
                between(call.received(), waitEnd),
                call.pickUp().orElse(Duration.ZERO),
                talked,
                stats(call, finish == EndKind.ABANDONED),
                finish.reason());
    }

    /** A call from agent to agent is over; it is no detail record. */
    void consultation(Consultation call, String outcome, int code, Instant at) {
        Instant joined = call.talkingSince().orElse(at);
        SegmentFacts facts = new SegmentFacts(
                1,
                SegmentFacts.CONSULT,
                Optional.of(call.by().id()),
                outcome,
                PassedFields.NONE,
                code,
                Optional.empty());
        effects.record(new Effect.WriteConsultation(new Cdr(
                call.id(),
                1,
                call.caller().user(),
                call.begun(),
                between(call.begun(), joined),
                Duration.ZERO,
                between(joined, at),
                SegmentFacts.NO_FLOW,
                Optional.of(call.to().id()),
                (call.talkingSince().isPresent() ? EndKind.ANSWERED : EndKind.RELEASED).type(),
                0,
                0,
                call.sequence(),
                Media.AUDIO,
                Optional.empty(),
                Optional.of(facts))));
    }

    /** A saved call cannot be taken up again. */
    void lost(SavedCall saved, Instant now) {
        int stats = (saved.segment().filter(part -> part.number() > 1).isPresent() ? 0 : INBOUND)
                | (saved.distributed() ? DISTRIBUTED : 0)
                | (saved.established().isPresent() ? ANSWERED : 0);
        Cdr last = new Cdr(
                saved.call(),
                saved.records() + 1,
                saved.caller().user(),
                saved.began(),
                between(saved.began(), now),
                saved.pickUp().orElse(Duration.ZERO),
                Duration.ZERO,
                saved.flow(),
                saved.agent(),
                EndKind.FAILED.type(),
                saved.rejections(),
                stats,
                saved.sequence(),
                saved.media(),
                Optional.empty(),
                facts(saved, EndKind.FAILED.reason()));
        effects.record(saved.betweenAgents() ? new Effect.WriteConsultation(last) : new Effect.WriteCdr(last));
    }

    private static Optional<SegmentFacts> facts(SavedCall saved, String outcome) {
        Optional<Withheld> number = saved.caller().number();
        Optional<SegmentFacts> first = number.map(
                kept -> new SegmentFacts(1, "call", Optional.empty(), outcome, PassedFields.NONE, Optional.of(kept)));
        return saved.segment().map(part -> facts(part, outcome, number)).or(() -> first);
    }

    private static SegmentFacts facts(SavedSegment saved, String outcome, Optional<Withheld> number) {
        Optional<AgentId> before = saved.number() == 1 ? Optional.empty() : saved.by();
        Optional<AgentId> by = saved.kind().equals(SegmentFacts.CONSULT) ? saved.maker() : before;
        return new SegmentFacts(saved.number(), saved.kind(), by, outcome, saved.passed(), number);
    }

    /** From one time to another; never negative, since facts may be told late. */
    static Duration between(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    /** Times of a record. */
    private record Times(Instant began, Duration waited, Duration pickUp, Duration talked) {}

    private void write(
            Call call, int type, Duration waited, Duration pickUp, Duration talked, int stats, String outcome) {
        Times times = new Times(call.received(), waited, pickUp, talked);
        write(call, call.agent().map(LiveAgent::id), type, call.rejections(), stats, times, Optional.empty(), outcome);
    }

    private void write(
            Call call,
            Optional<AgentId> agent,
            int type,
            int rejected,
            int stats,
            Times times,
            Optional<String> transferredTo,
            String outcome) {
        effects.record(new Effect.WriteCdr(new Cdr(
                call.id(),
                call.nextRecord(),
                call.birth.caller().user(),
                times.began(),
                times.waited(),
                times.pickUp(),
                times.talked(),
                call.flow().row().id(),
                agent,
                type,
                rejected,
                stats,
                call.birth.sequence(),
                call.media(),
                transferredTo,
                outcome.isEmpty() ? Optional.empty() : call.segmentFacts(outcome))));
    }

    /** A call counts as inbound once, however often it is transferred. */
    private static int stats(Call call, boolean abandoned) {
        return (call.segment().number == 1 ? INBOUND : 0)
                | (call.distributed() ? DISTRIBUTED : 0)
                | (call.established().isPresent() ? ANSWERED : 0)
                | (abandoned ? ABANDONED : 0);
    }
}
