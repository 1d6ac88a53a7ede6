package io.callcenter.core.rules;

import io.callcenter.core.Effect;
import io.callcenter.core.SavedLogin;
import java.time.Instant;

/** Logins at runtime, and their saving (B25). */
final class AgentLogins {
    private final CenterState center;

    AgentLogins(CenterState center) {
        this.center = center;
    }

    /** Logs an agent in or out; nothing happens, and nothing is told, when they are already. */
    void set(LiveAgent liveAgent, boolean on, Instant now) {
        if (liveAgent.loggedIn() != on) {
            boolean paused = liveAgent.pause().isPresent();
            center.wrapUps().login(liveAgent, on, now);
            save(liveAgent, paused);
        }
    }

    /** Saves their login beside the row's value that it overrides. */
    void save(LiveAgent liveAgent) {
        save(liveAgent, false);
    }

    /** Saves that a pause began, changed or ended, whether runtime logins are kept or not. */
    void savePause(LiveAgent liveAgent) {
        save(liveAgent, true);
    }

    /** Saves what was learned about the phone, whether runtime logins are kept or not. */
    void saveRefusal(LiveAgent liveAgent) {
        save(liveAgent, true);
    }

    private void save(LiveAgent liveAgent, boolean inAnyCase) {
        if (inAnyCase || center.policy().keepRuntimeLogin()) {
            center.effects()
                    .save(new Effect.SaveLogin(new SavedLogin(
                            liveAgent.id(),
                            liveAgent.loggedIn(),
                            liveAgent.row().loggedIn(),
                            liveAgent.pause(),
                            liveAgent.refusal())));
        }
    }

    /** A reload brings their row: what it says counts if it says something new, or always where runtime logins are not kept. */
    void reloaded(LiveAgent liveAgent, boolean rowBefore, Instant now) {
        boolean row = liveAgent.row().loggedIn();
        if (row != rowBefore || !center.policy().keepRuntimeLogin()) {
            boolean paused = liveAgent.pause().isPresent();
            center.wrapUps().login(liveAgent, row, now);
            if (paused && !row) {
                savePause(liveAgent);
                return;
            }
        }
        if (row != rowBefore) {
            save(liveAgent);
        }
    }

    /** The login from before a restart, unless the row changed since. */
    void restore(SavedLogin saved, Instant now) {
        center.roster()
                .find(saved.agent())
                .ifPresent(liveAgent -> saved.refusal().ifPresent(liveAgent::keepRefusal));
        if (center.policy().keepRuntimeLogin()) {
            center.roster()
                    .find(saved.agent())
                    .filter(liveAgent -> liveAgent.row().loggedIn() == saved.rowLoggedIn())
                    .filter(liveAgent -> liveAgent.loggedIn() != saved.loggedIn())
                    .ifPresent(liveAgent -> center.wrapUps().setLogin(liveAgent, saved.loggedIn(), now));
        }
    }
}
