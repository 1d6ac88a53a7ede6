package io.callcenter.core;

import io.callcenter.ids.AgentId;
import java.util.Optional;

/**
 * A runtime login as saved in {@code cc_x_logins} (B25).
 *
 * @param loggedIn the runtime state
 * @param rowLoggedIn the row's {@code logstate} seen when it was saved: where the row says otherwise now, the row wins
 * @param pause the pause at that time; older records know of none
 */
public record SavedLogin(AgentId agent, boolean loggedIn, boolean rowLoggedIn, Optional<Pause> pause) {
    /** A record without a pause may have been written before there were pauses. */
    public SavedLogin {
        pause = pause == null ? Optional.empty() : pause;
    }

    /** The login of an agent who is not paused. */
    public SavedLogin(AgentId agent, boolean loggedIn, boolean rowLoggedIn) {
        this(agent, loggedIn, rowLoggedIn, Optional.empty());
    }
}
