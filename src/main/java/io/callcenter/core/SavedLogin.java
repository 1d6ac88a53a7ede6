package io.callcenter.core;

import io.callcenter.ids.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A runtime login as saved in {@code cc_x_logins} (B25).
 *
 * @param loggedIn the runtime state
 * @param rowLoggedIn the row's {@code logstate} seen when it was saved: where the row says otherwise now, the row wins
 * @param pause the pause at that time; older records know of none
 * @param refusal what was learned about the phone; older records know of none
 */
public record SavedLogin(
        AgentId agent, boolean loggedIn, boolean rowLoggedIn, Optional<Pause> pause, Optional<OfferRefusal> refusal) {
    /**
     * A phone that refuses to be asked for an offer.
     *
     * @param location its address
     * @param since when that was learned
     */
    public record OfferRefusal(String location, Instant since) {
        private static final Duration KEPT = Duration.ofDays(30);

        /** Whether that still counts for calls to that address. */
        public boolean counts(String target, Instant now) {
            return location.equals(target) && now.isBefore(since.plus(KEPT));
        }
    }

    /** A record without a pause may have been written before there were pauses. */
    public SavedLogin {
        pause = pause == null ? Optional.empty() : pause;
        refusal = refusal == null ? Optional.empty() : refusal;
    }

    /** The login of an agent who is not paused. */
    public SavedLogin(AgentId agent, boolean loggedIn, boolean rowLoggedIn) {
        this(agent, loggedIn, rowLoggedIn, Optional.empty(), Optional.empty());
    }
}
