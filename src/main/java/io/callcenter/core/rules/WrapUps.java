package io.callcenter.core.rules;

import io.callcenter.core.AgentState;
import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.ids.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Wrap-up: how long, when it is over, and what logins do to it (docs/design/behaviour.md 7). */
final class WrapUps {
    private final Duration global;
    private final Duration longest;
    private final Roster roster;
    private final EventReports reports;
    private final PendingEffects effects;

    WrapUps(Duration global, Duration longest, Roster roster, EventReports reports, PendingEffects effects) {
        this.global = global;
        this.longest = longest;
        this.roster = roster;
        this.reports = reports;
        this.effects = effects;
    }

    /** The agent's own length or the global one, with the flow's ceiling; zero for a negative length of their own (docs/design/behaviour.md 1.1). */
    Duration effective(LiveAgent liveAgent, OpenFlow flow) {
        Duration own = liveAgent.row().wrapUp();
        if (own.isNegative()) {
            return Duration.ZERO;
        }
        Duration length = own.isZero() ? global : own;
        Duration ceiling = flow.row().maxWrapUp();
        return !ceiling.isZero() && ceiling.compareTo(length) < 0 ? ceiling : length;
    }

    /**
     * Begins a wrap-up after an audio call, or makes that of chats longer; those of somebody with several calls run beside each other. Inside {@link
     * Roster#change} only.
     */
    void start(LiveAgent liveAgent, Media media, Duration length, Instant now) {
        boolean longer = media == Media.CHAT && liveAgent.wrappingUp();
        Instant from = longer ? later(now, liveAgent.wrapUpEnd().orElse(now)) : now;
        begin(liveAgent, media, AgentStep.WRAP_UP, beside(liveAgent, media, from.plus(length), now), now);
        if (!liveAgent.removed()) {
            effects.save(
                    new Effect.SaveWrapUp(liveAgent.id(), liveAgent.wrapUpEnd().orElseThrow()));
        }
    }

    /** The same after a call of which somebody has to say what it was about: until then, or as long as a wrap-up may last. */
    void startUntilCode(LiveAgent liveAgent, CallId call, Duration length, Instant now) {
        start(liveAgent, Media.AUDIO, longest.compareTo(length) > 0 ? longest : length, now);
        if (liveAgent.wrappingUp()) {
            liveAgent.awaitCode(new LiveAgent.AwaitedCode(call, now.plus(length)));
        }
    }

    /** What an agent had to say of that call was said: their wrap-up ends as it would have without. */
    void codeGiven(LiveAgent liveAgent, CallId call, Instant now) {
        Optional<LiveAgent.AwaitedCode> awaited =
                liveAgent.awaitedCode().filter(code -> code.call().equals(call));
        if (awaited.isPresent()) {
            liveAgent.awaitNoCode();
            if (awaited.get().end().isAfter(now)) {
                until(liveAgent, awaited.get().end(), now);
            } else {
                cut(liveAgent, now);
            }
        }
    }

    /** The same for a rest, which does not make another one longer: whoever starts anew may be tried anew, so it is not saved. */
    void rest(LiveAgent liveAgent, Media media, Duration length, Instant now) {
        begin(liveAgent, media, AgentStep.REST, beside(liveAgent, media, now.plus(length), now), now);
    }

    /** The later of that end and the one of what runs already for somebody with several calls. */
    private static Instant beside(LiveAgent liveAgent, Media media, Instant end, Instant now) {
        boolean runs = liveAgent.shares(media) && liveAgent.wrappingUp();
        return runs ? later(end, liveAgent.wrapUpEnd().orElse(now)) : end;
    }

    private void begin(LiveAgent liveAgent, Media media, AgentStep why, Instant end, Instant now) {
        boolean running = end.isAfter(now);
        liveAgent.wrapUpUntil(end, running);
        if (!liveAgent.shares(media)) {
            liveAgent.enter(running ? AgentState.WRAPUP : AgentState.FREE, why);
        } else if (running || !liveAgent.calls.isEmpty()) {
            liveAgent.enter(media == Media.AUDIO ? AgentState.INCALL : AgentState.INCHAT, why);
        } else {
            liveAgent.enter(AgentState.FREE, why);
        }
        if (liveAgent.state() == AgentState.FREE) {
            roster.toTail(liveAgent);
        }
        liveAgent.freeFrom(now);
        watch(liveAgent);
    }

    /** Takes up a wrap-up that an agent's row knows; of somebody with several calls it holds one place back, not all. */
    void known(LiveAgent liveAgent, Instant now) {
        liveAgent
                .row()
                .wrapUpEnd()
                .filter(end -> end.isAfter(now))
                .ifPresent(end -> roster.change(liveAgent, () -> {
                    boolean several = liveAgent.shares(Media.AUDIO) && liveAgent.maxChats() == 0;
                    liveAgent.enter(several ? AgentState.INCALL : AgentState.WRAPUP, AgentStep.WRAP_UP_KNOWN);
                    liveAgent.wrapUpUntil(end, true);
                    watch(liveAgent);
                }));
    }

    /** Logs an agent in or out, says so, and does nothing when nothing changes. While they are away, no wrap-up ends. */
    void login(LiveAgent liveAgent, boolean on, Instant now) {
        if (liveAgent.loggedIn() == on) {
            return;
        }
        setLogin(liveAgent, on, now);
        reports.agent(liveAgent, now);
    }

    /** Logs an agent in or out without a word. */
    void setLogin(LiveAgent liveAgent, boolean on, Instant now) {
        roster.change(liveAgent, () -> {
            liveAgent.login(on);
            if (on) {
                liveAgent.reached();
                liveAgent.triedAgain();
                roster.toTail(liveAgent);
                liveAgent.freeFrom(now);
                if (overdue(liveAgent, now)) {
                    finish(liveAgent);
                }
            }
            watch(liveAgent);
        });
    }

    /** Ends a wrap-up by order. */
    void cut(LiveAgent liveAgent, Instant now) {
        roster.change(liveAgent, () -> {
            liveAgent.wrapUpUntil(now, true);
            finish(liveAgent);
            liveAgent.freeFrom(now);
        });
        effects.save(new Effect.SaveWrapUp(liveAgent.id(), now));
        reports.agent(liveAgent, now);
    }

    /** Lets a running wrap-up end then, by order. */
    void until(LiveAgent liveAgent, Instant end, Instant now) {
        roster.change(liveAgent, () -> {
            liveAgent.wrapUpUntil(end, true);
            watch(liveAgent);
        });
        effects.save(new Effect.SaveWrapUp(liveAgent.id(), end));
        reports.agent(liveAgent, now);
    }

    /** Watches the end of a running wrap-up as long as the agent is there. */
    void watch(LiveAgent liveAgent) {
        if (liveAgent.loggedIn() && liveAgent.wrappingUp()) {
            liveAgent.alarms.set(
                    LiveAgent.Timer.WRAPUP, liveAgent.wrapUpEnd().orElseThrow(), now -> expire(liveAgent, now));
        } else {
            liveAgent.alarms.cancel(LiveAgent.Timer.WRAPUP);
        }
    }

    private void expire(LiveAgent liveAgent, Instant now) {
        AgentState before = liveAgent.state();
        roster.change(liveAgent, () -> {
            finish(liveAgent);
            liveAgent.freeFrom(liveAgent.wrapUpEnd().orElse(now));
        });
        if (liveAgent.state() != before) {
            reports.agent(liveAgent, now);
        }
    }

    /** Deviation: B35, B36; the agent of an expired wrap-up is free unless a chat goes on. */
    private void finish(LiveAgent liveAgent) {
        liveAgent.wrapUpIsOver();
        liveAgent.awaitNoCode();
        liveAgent.alarms.cancel(LiveAgent.Timer.WRAPUP);
        boolean goesOn =
                liveAgent.state() == AgentState.FREE || liveAgent.state() != AgentState.WRAPUP && liveAgent.busy();
        if (!goesOn) {
            liveAgent.enter(AgentState.FREE, AgentStep.WRAP_UP_OVER);
            roster.toTail(liveAgent);
        }
    }

    private static boolean overdue(LiveAgent liveAgent, Instant now) {
        return liveAgent.wrappingUp() && !liveAgent.wrapUpEnd().orElse(now).isAfter(now);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
