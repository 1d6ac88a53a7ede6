package io.callcenter.core.rules;

import io.callcenter.core.Effect;
import io.callcenter.core.GivenCode;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What agents say calls were about: in the talk, in the wrap-up, and some time after. */
final class Codes {
    private static final Reply DONE = new Reply.Done();
    private static final Reply NO_CALL = new Reply.Refused(404, "Call not found");
    private static final Reply NO_CODE = new Reply.Refused(404, "Code not found");
    private static final int LONGEST_NOTE = 1_024;
    /** So that a tick costs the same in a center of any size. */
    private static final int AT_A_TICK = 200;

    /** A call of which somebody may say something. */
    private record Known(FlowId flow, Optional<AgentId> agent, long sequence, Instant received, Instant until) {}

    private final PlanInUse plan;
    private final PendingEffects effects;
    private final Duration window;
    private final Map<CallId, Known> ended = new LinkedHashMap<>();
    private final Map<CallId, Integer> numbers = new HashMap<>();

    Codes(PlanInUse plan, PendingEffects effects, Duration window) {
        this.plan = plan;
        this.effects = effects;
        this.window = window;
    }

    /** Whether the wrap-up after that call is to last until somebody said what it was about. */
    boolean missing(Call call) {
        return call.established().isPresent()
                && plan.hasCodes(call.flow().row().id())
                && plan.of(call.flow().row().id()).codeRequired()
                && !numbers.containsKey(call.id());
    }

    /** Whether a code can still be given to that call, which is over. */
    boolean awaits(CallId call, Instant now) {
        Known known = ended.get(call);
        return known != null && !known.until().isBefore(now) && plan.hasCodes(known.flow());
    }

    /** The call is over; a code may still be given for a while. */
    void over(Call call, Instant now) {
        if (call.established().isPresent() && plan.hasCodes()) {
            ended.put(call.id(), known(call, now.plus(window)));
        } else {
            numbers.remove(call.id());
        }
    }

    private static Known known(Call call, Instant until) {
        return new Known(
                call.flow().row().id(),
                call.agent().map(LiveAgent::id),
                call.birth.sequence(),
                call.birth.received(),
                until);
    }

    /** Forgets calls whose time is over, some at a time. */
    void tick(Instant now) {
        var oldest = ended.entrySet().iterator();
        for (int i = 0; i < AT_A_TICK && oldest.hasNext(); i++) {
            Map.Entry<CallId, Known> call = oldest.next();
            if (!call.getValue().until().isBefore(now)) {
                return;
            }
            oldest.remove();
            numbers.remove(call.getKey());
        }
    }

    /** Notes the code; {@code live} is the call where it is not over. */
    Reply give(Signal.CodeCall command, Optional<Call> live, Instant now) {
        Optional<Known> call = live.filter(talking -> talking.established().isPresent())
                .map(talking -> known(talking, Instant.MAX))
                .or(() -> Optional.ofNullable(ended.get(command.call())))
                .filter(known -> !known.until().isBefore(now))
                .filter(known -> command.agent().isEmpty() || known.agent().equals(command.agent()));
        if (call.isEmpty()) {
            return NO_CALL;
        }
        if (command.note().length() > LONGEST_NOTE) {
            return new Reply.Refused(400, "Bad note");
        }
        Known known = call.get();
        if (!plan.hasCode(known.flow(), command.code())) {
            return NO_CODE;
        }
        effects.save(new Effect.WriteCode(new GivenCode(
                command.call(),
                number(command.call(), known, now),
                command.code(),
                command.note(),
                known.agent(),
                known.flow(),
                known.sequence(),
                now)));
        effects.report(new Effect.ReportCode(command.call(), command.code(), known.agent(), known.flow(), now));
        return DONE;
    }

    /** Who had that call, which is over. */
    Optional<AgentId> agentOf(CallId call) {
        return Optional.ofNullable(ended.get(call)).flatMap(Known::agent);
    }

    /** Rises, also over a restart, which forgets what was given before. */
    private int number(CallId call, Known known, Instant now) {
        int seconds = (int) Math.min(
                Integer.MAX_VALUE, CdrWriter.between(known.received(), now).toSeconds());
        return numbers.merge(call, Math.max(1, seconds), (last, next) -> Math.max(last + 1, next));
    }
}
