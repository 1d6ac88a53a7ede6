package io.callcenter.core.rules;

import io.callcenter.core.AgentState;
import io.callcenter.core.Pause;
import io.callcenter.core.Reply;
import io.callcenter.core.SavedLogin;
import io.callcenter.core.Signal;
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

    private final CenterState center;
    private final AgentLogins logins;

    Pauses(CenterState center, AgentLogins logins) {
        this.center = center;
        this.logins = logins;
    }

    /** Begins a pause, or gives a running one another reason. */
    Reply pause(Signal.PauseAgent command, Instant now) {
        Optional<LiveAgent> found = center.roster().find(command.agent());
        if (found.isEmpty()) {
            return NO_AGENT;
        }
        LiveAgent liveAgent = found.get();
        if (!liveAgent.loggedIn()) {
            return OFFLINE;
        }
        if (!Pause.isReason(command.reason())) {
            return new Reply.Refused(400, "Bad reason");
        }
        if (!center.plan().knows(command.reason())) {
            return NO_REASON;
        }
        if (liveAgent.pause().filter(p -> p.reason().equals(command.reason())).isEmpty()) {
            change(liveAgent, Optional.of(new Pause(command.reason(), now, command.by())), now);
            center.reports().agent(liveAgent, now);
        }
        return DONE;
    }

    /** Ends pause and wrap-up; whoever was not free is then behind all others who are. */
    Reply ready(Signal.AgentReady command, Instant now) {
        Optional<LiveAgent> found = center.roster().find(command.agent());
        if (found.isEmpty()) {
            return NO_AGENT;
        }
        LiveAgent liveAgent = found.get();
        if (!liveAgent.loggedIn()) {
            return OFFLINE;
        }
        if (awaitsCode(liveAgent, now)) {
            return CODE_FIRST;
        }
        boolean paused = liveAgent.pause().isPresent();
        if (paused) {
            change(liveAgent, Optional.empty(), now);
        }
        if (liveAgent.wrappingUp()) {
            center.wrapUps().cut(liveAgent, now);
        } else if (paused) {
            center.reports().agent(liveAgent, now);
        }
        return DONE;
    }

    /** Lets a running wrap-up end in that time. */
    Reply wrapUp(Signal.EndWrapUp command, Instant now) {
        Optional<LiveAgent> found = center.roster().find(command.agent());
        if (found.isEmpty()) {
            return NO_AGENT;
        }
        LiveAgent liveAgent = found.get();
        Duration left = command.left();
        if (left.isNegative() || left.compareTo(center.policy().longestWrapUp()) > 0) {
            return new Reply.Refused(400, "Bad seconds");
        }
        if (!liveAgent.loggedIn() || !liveAgent.wrappingUp()) {
            return NO_WRAP_UP;
        }
        if (awaitsCode(liveAgent, now)) {
            return CODE_FIRST;
        }
        if (left.isZero()) {
            center.wrapUps().cut(liveAgent, now);
        } else {
            center.wrapUps().until(liveAgent, now.plus(left), now);
        }
        return DONE;
    }

    /** Takes up the pause of an agent from before a restart. */
    void restore(SavedLogin saved) {
        center.roster()
                .find(saved.agent())
                .filter(LiveAgent::loggedIn)
                .filter(liveAgent -> saved.pause().isPresent())
                .ifPresent(liveAgent -> center.roster().change(liveAgent, () -> liveAgent.setPause(saved.pause())));
    }

    private void change(LiveAgent liveAgent, Optional<Pause> to, Instant now) {
        center.roster().change(liveAgent, () -> {
            liveAgent.setPause(to);
            if (to.isEmpty() && liveAgent.state() == AgentState.FREE) {
                center.roster().toTail(liveAgent);
                liveAgent.freeFrom(now);
            }
        });
        logins.savePause(liveAgent);
    }

    /** Whether their wrap-up waits for a code that can still be given. */
    private boolean awaitsCode(LiveAgent liveAgent, Instant now) {
        return liveAgent
                .awaitedCode()
                .filter(awaited -> center.codes().awaits(awaited.call(), liveAgent.id(), now))
                .isPresent();
    }
}
