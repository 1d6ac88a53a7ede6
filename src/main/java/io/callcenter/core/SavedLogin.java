package io.callcenter.core;

import io.callcenter.ids.AgentId;

/**
 * A runtime login as saved in {@code cc_x_logins} (B25).
 *
 * @param loggedIn the runtime state
 * @param rowLoggedIn the row's {@code logstate} seen when it was saved: where the row says otherwise now, the row wins
 */
public record SavedLogin(AgentId agent, boolean loggedIn, boolean rowLoggedIn) {}
