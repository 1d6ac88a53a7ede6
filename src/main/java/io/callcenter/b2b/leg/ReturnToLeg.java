package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import java.util.Optional;

/**
 * Brings the caller back to the current leg after a failed switch in which they may have been pointed elsewhere (docs/design/legs.md 3.4): a failed
 * connect leaves the caller with the current leg, or says that it does not.
 */
final class ReturnToLeg extends LeadBack {
    private final CallContext context;

    ReturnToLeg(CallContext context, UacLeg current) {
        super(context, current);
        this.context = context;
    }

    /** Another leg has answered meanwhile: unless the caller has been asked already, that one is for them. */
    void skip() {
        if (!committed()) {
            stop();
        }
    }

    @Override
    void forget() {
        context.setReturning(Optional.empty());
    }

    @Override
    void arrived() {
        context.saves().soon();
    }

    @Override
    void missed() {
        context.ending().currentEnded(CallEvent.By.RETURN_FAILED);
    }
}
