package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import java.util.Optional;

/**
 * Brings the caller back to the agent who wanted them transferred, and waits aside, after the transfer has failed (docs/design/legs.md 3.10): the
 * announcement that the caller hears meanwhile ends only when they have left it.
 */
final class TakeBack extends LeadBack {
    private final CallContext context;
    private final UacLeg agent;

    TakeBack(CallContext context, UacLeg agent) {
        super(context, agent);
        this.context = context;
        this.agent = agent;
    }

    @Override
    void forget() {
        context.setTakingBack(Optional.empty());
    }

    @Override
    void arrived() {
        context.ending().takenBack(agent);
    }

    @Override
    void missed() {
        context.ending().asideEnded(agent, CallEvent.By.RETURN_FAILED);
    }
}
