package io.callcenter.core.rules;

import io.callcenter.core.AgentActivity;
import io.callcenter.core.AgentFigure;
import io.callcenter.core.AgentShift;
import io.callcenter.core.SavedDay.Running;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** The running clock of an agent: what they do, and how long they did what. */
final class ActivityClock {
    final QuarterFigures quarter;
    private final Predicate<String> paid;
    private Running running;

    ActivityClock(QuarterFigures quarter, Predicate<String> paid, Instant now) {
        this.quarter = quarter;
        this.paid = paid;
        this.running = new Running(AgentActivity.OFFLINE, "", Optional.empty(), now);
    }

    AgentActivity doing() {
        return running.doing();
    }

    Running running() {
        return running;
    }

    /** The flow whose wrap-up runs. */
    Optional<FlowId> wrapUpOf() {
        return doing() == AgentActivity.WRAPUP ? running.flow() : Optional.empty();
    }

    boolean counts() {
        return doing() != AgentActivity.OFFLINE;
    }

    /** Whether they still do what is clocked. */
    boolean stays(LiveAgent liveAgent) {
        return liveAgent.doing() == doing() && reasonOf(liveAgent).equals(running.reason());
    }

    private static String reasonOf(LiveAgent liveAgent) {
        return liveAgent.doing() == AgentActivity.PAUSED
                ? liveAgent.pause().orElseThrow().reason()
                : "";
    }

    /** What they do now is clocked from now on; what they did before was settled. */
    void turn(LiveAgent liveAgent, Instant now) {
        running = new Running(liveAgent.doing(), reasonOf(liveAgent), running.flow(), now);
        follow(liveAgent);
    }

    /** Remembers whose calls they have. */
    void follow(LiveAgent liveAgent) {
        liveAgent.calls.values().stream()
                .findFirst()
                .map(call -> call.flow().row().id())
                .filter(flow -> !running.flow().equals(Optional.of(flow)))
                .ifPresent(flow ->
                        running = new Running(running.doing(), running.reason(), Optional.of(flow), running.since()));
    }

    /** Counts what they did until then; how long it was, in milliseconds. */
    long settle(Instant until) {
        long millis = Math.max(0, Duration.between(running.since(), until).toMillis());
        if (millis == 0) {
            return 0;
        }
        // Less than a millisecond is left for the next time.
        running = new Running(
                running.doing(),
                running.reason(),
                running.flow(),
                running.since().plusMillis(millis));
        doing().figure().ifPresent(figure -> {
            CountSums sums = quarter.change();
            sums.add(AgentFigure.LOGIN, millis);
            sums.add(figure, millis);
            if (figure == AgentFigure.PAUSED) {
                sums.addPause(running.reason(), millis);
                sums.add(AgentFigure.PAID, paid.test(running.reason()) ? millis : 0);
            }
        });
        return counts() ? millis : 0;
    }

    /** From now on nothing before that time is counted. */
    void countFrom(Instant time) {
        running = new Running(running.doing(), running.reason(), running.flow(), time);
    }

    void restore(Running saved) {
        running = saved;
    }

    AgentShift show() {
        return new AgentShift(
                quarter.interval(),
                quarter.before(),
                running.doing(),
                running.reason(),
                paid.test(running.reason()),
                running.since());
    }
}
