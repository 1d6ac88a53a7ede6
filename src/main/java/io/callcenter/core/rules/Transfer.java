package io.callcenter.core.rules;

import io.callcenter.core.Effect;
import io.callcenter.core.SavedSegment.SavedTransfer;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A transfer that is under way.
 *
 * @param begun when it was asked for: the segment of whoever asked ends there if it succeeds
 * @param by agent who talked to the caller then
 * @param asker leg that is told of the outcome; empty where it was a command
 * @param own the agent's own call whose leg that is; empty where it is one of the call itself
 * @param pickUp how long the target took to pick up, empty until they have
 */
record Transfer(
        Goal goal,
        Instant begun,
        AgentId by,
        Optional<LegId> asker,
        Effect.Referral referral,
        Optional<Duration> pickUp,
        Optional<CallId> own) {
    /** The same asked for by their leg in a call of their own. */
    Transfer in(CallId call) {
        return new Transfer(goal, begun, by, Optional.of(LegId.CALLER), referral, pickUp, Optional.of(call));
    }

    Transfer pickedUp(Duration after) {
        return new Transfer(goal, begun, by, asker, referral, Optional.of(after), own);
    }

    /** {@code blind}, {@code attended} where the agent talks to the target already, or {@code command}. */
    String kind() {
        String referred = isAttended() ? "attended" : "blind";
        return asker.isPresent() ? referred : "command";
    }

    boolean isAttended() {
        return !referral.replaces().isEmpty();
    }

    SavedTransfer save() {
        return new SavedTransfer(
                goal.flow().map(flow -> flow.row().id()),
                goal.seat().map(LiveAgent::id),
                goal.address(),
                begun,
                by,
                asker,
                referral.referredBy(),
                referral.replaces(),
                pickUp);
    }

    static Transfer of(SavedTransfer saved, Goal goal) {
        return new Transfer(
                goal,
                saved.begun(),
                saved.by(),
                saved.asker(),
                new Effect.Referral(saved.referredBy(), saved.replaces()),
                saved.pickUp(),
                Optional.empty());
    }
}
