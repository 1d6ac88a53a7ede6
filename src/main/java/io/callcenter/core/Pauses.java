package io.callcenter.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Pauses of agents, and what is ordered about wrap-ups. Who is paused is given nothing; a call and its wrap-up run out first. */
final class Pauses {
    private static final Reply DONE = new Reply.Done();
    private static final Reply NO_AGENT = new Reply.Refused(404, "Agent not found");
    private static final Reply OFFLINE = new Reply.Refused(409, "Agent not logged in");
    private static final Reply NO_REASON = new Reply.Refused(404, "Pause reason not found");
    private static final Reply CODE_FIRST = new Reply.Refused(409, "Code is required");
    private static final Reply NO_WRAP_UP = new Reply.Refused(409, "Agent is not in wrap-up");

    private final Centre centre;
    private final Logins logins;

    Pauses(Centre centre, Logins logins) {
        this.centre = centre;
        this.logins = logins;
    }

    /** Begins a pause, or gives a running one another reason. */
    Reply pause(Signal.PauseAgent command, Instant now) {
        Optional<Seat> found = centre.roster().find(command.agent());
        if (found.isEmpty()) {
            return NO_AGENT;
        }
        Seat seat = found.get();
        if (!seat.loggedIn()) {
            return OFFLINE;
        }
        if (!Pause.isReason(command.reason())) {
            return new Reply.Refused(400, "Bad reason");
        }
        if (!centre.plan().knows(command.reason())) {
            return NO_REASON;
        }
        if (seat.pause().filter(p -> p.reason().equals(command.reason())).isEmpty()) {
            change(seat, Optional.of(new Pause(command.reason(), now, command.by())), now);
            centre.reports().agent(seat, now);
        }
        return DONE;
    }

    /** Ends pause and wrap-up; whoever was not free is then behind all others who are. */
    Reply ready(Signal.AgentReady command, Instant now) {
        Optional<Seat> found = centre.roster().find(command.agent());
        if (found.isEmpty()) {
            return NO_AGENT;
        }
        Seat seat = found.get();
        if (!seat.loggedIn()) {
            return OFFLINE;
        }
        if (awaitsCode(seat, now)) {
            return CODE_FIRST;
        }
        boolean paused = seat.pause().isPresent();
        if (paused) {
            change(seat, Optional.empty(), now);
        }
        if (seat.wrappingUp()) {
            centre.wrapUps().cut(seat, now);
        } else if (paused) {
            centre.reports().agent(seat, now);
        }
        return DONE;
    }

    /** Lets a running wrap-up end in that time. */
    Reply wrapUp(Signal.EndWrapUp command, Instant now) {
        Optional<Seat> found = centre.roster().find(command.agent());
        if (found.isEmpty()) {
            return NO_AGENT;
        }
        Seat seat = found.get();
        Duration left = command.left();
        if (left.isNegative() || left.compareTo(centre.policy().longestWrapUp()) > 0) {
            return new Reply.Refused(400, "Bad seconds");
        }
        if (!seat.loggedIn() || !seat.wrappingUp()) {
            return NO_WRAP_UP;
        }
        if (awaitsCode(seat, now)) {
            return CODE_FIRST;
        }
        if (left.isZero()) {
            centre.wrapUps().cut(seat, now);
        } else {
            centre.wrapUps().until(seat, now.plus(left), now);
        }
        return DONE;
    }

    /** Takes up the pause of an agent from before a restart. */
    void restore(SavedLogin saved) {
        centre.roster()
                .find(saved.agent())
                .filter(Seat::loggedIn)
                .filter(seat -> saved.pause().isPresent())
                .ifPresent(seat -> centre.roster().change(seat, () -> seat.pause(saved.pause())));
    }

    private void change(Seat seat, Optional<Pause> to, Instant now) {
        centre.roster().change(seat, () -> {
            seat.pause(to);
            if (to.isEmpty() && seat.state() == AgentState.FREE) {
                centre.roster().toTail(seat);
                seat.freeFrom(now);
            }
        });
        logins.savePause(seat);
    }

    /** Whether their wrap-up waits for a code that can still be given. */
    private boolean awaitsCode(Seat seat, Instant now) {
        return seat.awaitedCode()
                .filter(awaited -> centre.codes().awaits(awaited.call(), now))
                .isPresent();
    }
}
