package io.callcenter.core;

import io.callcenter.ids.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Wrap-up: how long, when it is over, and what logins do to it (docs/design/behaviour.md 7). */
final class WrapUps {
    private final Duration global;
    private final Duration longest;
    private final Roster roster;
    private final Reports reports;
    private final Outbox outbox;

    WrapUps(Duration global, Duration longest, Roster roster, Reports reports, Outbox outbox) {
        this.global = global;
        this.longest = longest;
        this.roster = roster;
        this.reports = reports;
        this.outbox = outbox;
    }

    /** The agent's own length or the global one, with the flow's ceiling; zero for a negative length of his own (docs/design/behaviour.md 1.1). */
    Duration effective(Seat seat, OpenFlow flow) {
        Duration own = seat.row().wrapUp();
        if (own.isNegative()) {
            return Duration.ZERO;
        }
        Duration length = own.isZero() ? global : own;
        Duration ceiling = flow.row().maxWrapUp();
        return !ceiling.isZero() && ceiling.compareTo(length) < 0 ? ceiling : length;
    }

    /** Begins a wrap-up after an audio call, or makes that of chats longer; inside {@link Roster#change} only. */
    void start(Seat seat, Media media, Duration length, Instant now) {
        Instant from = media == Media.CHAT && seat.wrappingUp()
                ? later(now, seat.wrapUpEnd().orElse(now))
                : now;
        until(seat, media, from.plus(length), now);
        if (!seat.removed()) {
            outbox.save(new Effect.SaveWrapUp(seat.id(), seat.wrapUpEnd().orElseThrow()));
        }
    }

    /** The same after a call of which somebody has to say what it was about: until then, or as long as a wrap-up may last. */
    void startUntilCode(Seat seat, CallId call, Duration length, Instant now) {
        start(seat, Media.AUDIO, longest.compareTo(length) > 0 ? longest : length, now);
        if (seat.wrappingUp()) {
            seat.awaitCode(new Seat.AwaitedCode(call, now.plus(length)));
        }
    }

    /** What an agent had to say of that call was said: their wrap-up ends as it would have without. */
    void codeGiven(Seat seat, CallId call, Instant now) {
        Optional<Seat.AwaitedCode> awaited =
                seat.awaitedCode().filter(code -> code.call().equals(call));
        if (awaited.isPresent()) {
            seat.awaitNoCode();
            if (awaited.get().end().isAfter(now)) {
                until(seat, awaited.get().end(), now);
            } else {
                cut(seat, now);
            }
        }
    }

    /** The same for a rest, which does not make another one longer: whoever starts anew may be tried anew, so it is not saved. */
    void rest(Seat seat, Media media, Duration length, Instant now) {
        Instant running = seat.wrappingUp() ? seat.wrapUpEnd().orElse(now) : now;
        until(seat, media, media == Media.CHAT ? later(now.plus(length), running) : now.plus(length), now);
    }

    private void until(Seat seat, Media media, Instant end, Instant now) {
        boolean running = end.isAfter(now);
        seat.wrapUpUntil(end, running);
        if (media == Media.AUDIO) {
            seat.state(running ? AgentState.WRAPUP : AgentState.FREE);
        } else {
            seat.state(running || !seat.calls.isEmpty() ? AgentState.INCHAT : AgentState.FREE);
        }
        if (seat.state() == AgentState.FREE) {
            roster.toTail(seat);
        }
        seat.freeFrom(now);
        watch(seat);
    }

    /** Takes up a wrap-up that an agent's row knows. */
    void known(Seat seat, Instant now) {
        seat.row()
                .wrapUpEnd()
                .filter(end -> end.isAfter(now))
                .ifPresent(end -> roster.change(seat, () -> {
                    seat.state(AgentState.WRAPUP);
                    seat.wrapUpUntil(end, true);
                    watch(seat);
                }));
    }

    /** Logs an agent in or out, says so, and does nothing when nothing changes. While he is away, no wrap-up ends. */
    void login(Seat seat, boolean on, Instant now) {
        if (seat.loggedIn() == on) {
            return;
        }
        setLogin(seat, on, now);
        reports.agent(seat, now);
    }

    /** Logs an agent in or out without a word. */
    void setLogin(Seat seat, boolean on, Instant now) {
        roster.change(seat, () -> {
            seat.login(on);
            if (on) {
                seat.reached();
                seat.triedAgain();
                roster.toTail(seat);
                seat.freeFrom(now);
                if (overdue(seat, now)) {
                    finish(seat);
                }
            }
            watch(seat);
        });
    }

    /** Ends a wrap-up by order. */
    void cut(Seat seat, Instant now) {
        roster.change(seat, () -> {
            seat.wrapUpUntil(now, true);
            finish(seat);
            seat.freeFrom(now);
        });
        outbox.save(new Effect.SaveWrapUp(seat.id(), now));
        reports.agent(seat, now);
    }

    /** Lets a running wrap-up end then, by order. */
    void until(Seat seat, Instant end, Instant now) {
        roster.change(seat, () -> {
            seat.wrapUpUntil(end, true);
            watch(seat);
        });
        outbox.save(new Effect.SaveWrapUp(seat.id(), end));
        reports.agent(seat, now);
    }

    /** Watches the end of a running wrap-up as long as the agent is there. */
    void watch(Seat seat) {
        if (seat.loggedIn() && seat.wrappingUp()) {
            seat.alarms.set(Seat.Timer.WRAPUP, seat.wrapUpEnd().orElseThrow(), now -> expire(seat, now));
        } else {
            seat.alarms.cancel(Seat.Timer.WRAPUP);
        }
    }

    private void expire(Seat seat, Instant now) {
        AgentState before = seat.state();
        roster.change(seat, () -> {
            finish(seat);
            seat.freeFrom(seat.wrapUpEnd().orElse(now));
        });
        if (seat.state() != before) {
            reports.agent(seat, now);
        }
    }

    /** Deviation: B35, B36; the agent of an expired wrap-up is free unless a chat goes on. */
    private void finish(Seat seat) {
        seat.wrapUpIsOver();
        seat.awaitNoCode();
        seat.alarms.cancel(Seat.Timer.WRAPUP);
        if (seat.state() == AgentState.WRAPUP || (seat.state() == AgentState.INCHAT && seat.calls.isEmpty())) {
            seat.state(AgentState.FREE);
            roster.toTail(seat);
        }
    }

    private static boolean overdue(Seat seat, Instant now) {
        return seat.wrappingUp() && !seat.wrapUpEnd().orElse(now).isAfter(now);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
