package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.Effect;
import io.callcenter.core.GivenCode;
import io.callcenter.core.Media;
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

    /** The last code of a call, with its number. */
    private record Given(String code, int number) {}

    private final PlanInUse plan;
    private final PendingEffects effects;
    private final Duration window;
    private final Map<CallId, Known> ended = new LinkedHashMap<>();
    private final Map<AgentId, CallId> lastOf = new HashMap<>();
    private final Map<CallId, Given> given = new HashMap<>();

    Codes(PlanInUse plan, PendingEffects effects, Duration window) {
        this.plan = plan;
        this.effects = effects;
        this.window = window;
    }

    /** Whether the wrap-up after that call is to last until somebody said what it was about. */
    boolean missing(Call call) {
        return call.established().isPresent() && isRequired(call.flow().row().id()) && !given.containsKey(call.id());
    }

    private boolean isRequired(FlowId flow) {
        return plan.of(flow).codeRequired() && plan.hasCodes(flow);
    }

    /** Whether that agent can still give a code to that call, which is over. */
    boolean awaits(CallId call, AgentId agent, Instant now) {
        Known known = ended.get(call);
        return known != null
                && known.agent().equals(Optional.of(agent))
                && !known.until().isBefore(now)
                && plan.hasCodes(known.flow());
    }

    /** The call that they talk in, or whose wrap-up this is, where it can have codes. */
    Optional<Board.Coding> of(LiveAgent agent) {
        if (!plan.hasCodes()) {
            return Optional.empty();
        }
        Optional<Board.Coding> talk = agent.calls.values().stream()
                .filter(call -> call.established().isPresent())
                .findFirst()
                .map(call -> coding(
                        call.id(),
                        call.flow().row().id(),
                        call.media() == Media.AUDIO
                                && isRequired(call.flow().row().id())));
        return talk.or(() -> agent.wrappingUp() ? before(agent) : Optional.empty())
                .filter(coding -> plan.hasCodes(coding.flow()));
    }

    private Optional<Board.Coding> before(LiveAgent agent) {
        CallId call = lastOf.get(agent.id());
        return Optional.ofNullable(ended.get(call)).map(known -> {
            boolean required =
                    agent.awaitedCode().filter(code -> code.call().equals(call)).isPresent();
            return coding(call, known.flow(), required);
        });
    }

    private Board.Coding coding(CallId call, FlowId flow, boolean required) {
        return new Board.Coding(
                call, flow, required, Optional.ofNullable(given.get(call)).map(Given::code));
    }

    /** The call is over; a code may still be given for a while. */
    void over(Call call, Instant now) {
        if (call.established().isPresent() && plan.hasCodes()) {
            ended.put(call.id(), known(call, now.plus(window)));
            call.agent().ifPresent(agent -> lastOf.put(agent.id(), call.id()));
        } else {
            given.remove(call.id());
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
            given.remove(call.getKey());
            call.getValue().agent().ifPresent(agent -> lastOf.remove(agent, call.getKey()));
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
                number(command, known, now),
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
    private int number(Signal.CodeCall command, Known known, Instant now) {
        int seconds = (int) Math.min(
                Integer.MAX_VALUE, CdrWriter.between(known.received(), now).toSeconds());
        Given last = given.get(command.call());
        int number = Math.max(last == null ? 1 : last.number() + 1, seconds);
        given.put(command.call(), new Given(command.code(), number));
        return number;
    }
}
