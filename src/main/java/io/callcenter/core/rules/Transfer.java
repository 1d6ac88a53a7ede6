package io.callcenter.core.rules;

import io.callcenter.core.Effect;
import io.callcenter.core.SavedSegment.SavedOrigin;
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
 * @param origin what is special about where the target comes from
 */
record Transfer(
        TransferGoal goal,
        Instant begun,
        AgentId by,
        Optional<LegId> asker,
        Effect.Referral referral,
        Optional<Duration> pickUp,
        Optional<CallId> own,
        SavedOrigin origin) {
    Transfer(TransferGoal goal, Instant begun, AgentId by, Optional<LegId> asker, Effect.Referral referral) {
        this(goal, begun, by, asker, referral, Optional.empty(), Optional.empty(), SavedOrigin.NONE);
    }

    /** The same asked for by their leg in a call of their own. */
    Transfer in(CallId call) {
        return new Transfer(goal, begun, by, Optional.of(LegId.CALLER), referral, pickUp, Optional.of(call), origin);
    }

    Transfer pickedUp(Duration after) {
        return new Transfer(goal, begun, by, asker, referral, Optional.of(after), own, origin);
    }

    /** The same, where the target has come by themselves. */
    Transfer byTaking() {
        return new Transfer(goal, begun, by, asker, referral, pickUp, own, SavedOrigin.TAKEN);
    }

    /** The same, where another call has waited in that flow since then, whose place it gets. */
    Transfer waitingSince(Instant received, Optional<Instant> queued) {
        return new Transfer(goal, begun, by, asker, referral, pickUp, own, SavedOrigin.waited(received, queued));
    }

    /** Whether the target has come by themselves, to take the agent's place. */
    boolean isTaking() {
        return origin.taken();
    }

    /** {@code blind}, {@code attended} where the agent talks to the target already, {@code pickup} where they take the caller, or {@code command}. */
    String kind() {
        if (isTaking()) {
            return "pickup";
        }
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
                pickUp,
                origin);
    }

    static Transfer of(SavedTransfer saved, TransferGoal goal) {
        return new Transfer(
                goal,
                saved.begun(),
                saved.by(),
                saved.asker(),
                new Effect.Referral(saved.referredBy(), saved.replaces()),
                saved.pickUp(),
                Optional.empty(),
                saved.origin());
    }
}
